# The suite as a worker, without the Node builtins that workerd could have, and with loopback as its network.

using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "suite", worker = (
      modules = [(name = "worker", esModule = embed "worker.bundle.js")],
      compatibilityDate = "2026-11-17",
      bindings = [
        (name = "SUITE", service = "suite"),
        (name = "ORIGIN", fromEnvironment = "ORIGIN"),
      ],
    )),
    (name = "internet", network = (allow = ["local"])),
  ],
);
