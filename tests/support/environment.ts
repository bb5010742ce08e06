// Set-up of the tests: removes what the environment of the machine could change in them and in the processes they start.

const names = [
  "FORCE_COLOR",
  "NO_COLOR",
  "COLUMNS",
  "NODE_USE_ENV_PROXY",
  "HTTP_PROXY",
  "HTTPS_PROXY",
  "ALL_PROXY",
  "NO_PROXY",
];
for (const name of Object.keys(process.env)) {
  if (names.includes(name.toUpperCase()) || name.startsWith("EV_ENERGY_")) delete process.env[name];
}
