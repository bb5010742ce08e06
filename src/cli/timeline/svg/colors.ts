// The colours of the page and the picture, and the style of the picture.

export const LIGHT = {
  page: "#f4f6f8",
  ground: "#ffffff",
  ink: "#1b2531",
  muted: "#5a6774",
  grid: "#e9edf1",
  midnight: "#c8d0d8",
  car: "#5f86c6",
  charging: "#0a8a66",
  alert: "#c92a21",
  gap: "#8a949f",
};

type Palette = typeof LIGHT;

export const DARK: Palette = {
  page: "#0e1318",
  ground: "#161d25",
  ink: "#e6ebf0",
  muted: "#99a6b4",
  grid: "#222c36",
  midnight: "#3c4956",
  car: "#5b7fba",
  charging: "#33c796",
  alert: "#ff7a6e",
  gap: "#74818f",
};

/** The colours as variables, for the style sheet of the page. */
export const COLOR_STYLE = inBothThemes((colors) => {
  const variables = Object.entries(colors).map(([name, value]) => `--${name}: ${value};`);
  return `:root { ${variables.join(" ")} }`;
});

/** Has no variables, which many programs that display SVG do not support. */
export const CHART_STYLE = inBothThemes(
  ({ ground, ink, muted, grid, midnight, car, charging, alert, gap }) => `
.chart text { font: 12px system-ui, sans-serif; fill: ${muted}; stroke: ${ground}; stroke-width: 3; stroke-linejoin: round; paint-order: stroke; }
.chart .ground { fill: ${ground}; }
.chart .title { font: 600 18px system-ui, sans-serif; fill: ${ink}; }
.chart .label { font-weight: 600; fill: ${ink}; }
.chart .grid { stroke: ${grid}; }
.chart .zero { stroke: ${midnight}; }
.chart .hour line { stroke: ${grid}; }
.chart .midnight line { stroke: ${midnight}; }
.chart .midnight text { font-weight: 600; fill: ${ink}; }
.chart .area { fill: ${charging}; fill-opacity: 0.18; }
.chart .line { fill: none; stroke: ${charging}; stroke-width: 1.75; stroke-linejoin: round; stroke-linecap: round; }
.chart .absence { stroke: ${muted}; stroke-width: 1.5; }
.chart .session .shade { fill: ${car}; fill-opacity: 0.13; }
.chart .session .band { fill: ${car}; stroke: ${car}; }
.chart .charge .band { fill: ${charging}; stroke: ${charging}; }
.chart .outline { fill: none; pointer-events: all; stroke: ${muted}; stroke-width: 1.5; stroke-dasharray: 2 3; }
.chart .room { fill: none; pointer-events: all; }
.chart .stem { stroke: ${alert}; stroke-width: 1.5; }
.chart .casing { stroke: ${ground}; stroke-width: 4; }
.chart .symbol { fill: ${muted}; stroke: ${ground}; stroke-width: 1.5; paint-order: stroke; }
.chart .alert .symbol { fill: ${alert}; }
.chart .bang { fill: ${ground}; }
.chart .badge rect { fill: ${ground}; stroke: ${muted}; stroke-width: 1.5; }
.chart .badge text { font-size: 11px; font-weight: 600; fill: ${ink}; stroke: none; }
.chart .alert.badge rect { fill: ${alert}; stroke: ${ground}; }
.chart .alert.badge text { fill: ${ground}; }
.chart .hatch { fill: url(#hatching); }
.chart .hatch-ground { fill: ${ground}; fill-opacity: 0.7; }
.chart .hatch-line { stroke: ${gap}; stroke-width: 2.5; }
`,
);

function inBothThemes(rules: (palette: Palette) => string): string {
  return `${rules(LIGHT)}@media (prefers-color-scheme: dark) { ${rules(DARK)} }`;
}
