import { describe, expect, it } from "vitest";
import { DARK, LIGHT } from "./colors.ts";

/** The ratio of WCAG 2. */
function contrast(one: string, other: string): number {
  const [darker, lighter] = [one, other].map(luminance).sort((a, b) => a - b) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(color: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

describe.for([
  ["light", LIGHT],
  ["dark", DARK],
] as const)("%s", ([, colors]) => {
  it.for(["car", "charging", "alert", "gap", "muted"] as const)("%s stands out from the ground", (name) => {
    expect(contrast(colors[name], colors.ground)).toBeGreaterThanOrEqual(3);
  });

  it.for(["ink", "muted", "alert"] as const)("%s can be read", (name) => {
    expect(contrast(colors[name], colors.ground)).toBeGreaterThanOrEqual(4.5);
  });
});
