// Answers as they are built, and those that are thrown.

import { expect, test } from "vitest";
import { json, orRefusal, Refusal, text } from "./answers.ts";

test("an answer tells its length in bytes", () => {
  expect(json({ name: "café" }).headers.get("Content-Length")).toBe("16");
  expect(text("", {}).headers.get("Content-Length")).toBe("0");
});

test("a refusal that is thrown is the answer", async () => {
  const response = text("no", { status: 418 });
  const refuse = () => {
    throw new Refusal(response);
  };
  expect(await orRefusal(refuse)).toBe(response);
  expect(await orRefusal(async () => refuse())).toBe(response);
});

test("any other error is one", async () => {
  const error = new Error("a mistake");
  const fail = () => {
    throw error;
  };
  await expect(orRefusal(fail)).rejects.toBe(error);
});
