import { expect, it } from "vitest";
import { Markup, render, tag } from "./markup.ts";

it("escapes text and attributes, and what is markup not twice", () => {
  const hostile = `<script>"'&`;
  expect(render(tag("p", { title: hostile }, hostile, tag("b", {}, "&"), new Markup("<wbr>")))).toBe(
    '<p title="&#60;script&#62;&#34;&#39;&#38;">&#60;script&#62;&#34;&#39;&#38;<b>&#38;</b><wbr></p>',
  );
});

it("leaves out attributes that are undefined or false, and gives true ones no value", () => {
  expect(render(tag("input", { a: undefined, b: false, c: true, d: 0, e: "" }))).toBe('<input c d="0" e=""></input>');
});

it("puts lists in order", () => {
  expect(render(["a", ["b", [tag("i")]], []])).toBe("ab<i></i>");
});
