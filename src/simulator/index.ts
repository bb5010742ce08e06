/**
 * A simulated provider to test against, in the same process or on a socket.
 *
 * @module ev-energy-logs/simulator
 */

export type { SimulatedSession, SimulatedStatusLog, SimulatorTruth } from "./charger/truth.ts";
export type { SimulatorDisorder } from "./disorder.ts";
export type {
  CutFault,
  FaultTarget,
  HtmlFault,
  ResetFault,
  SimulatorFault,
  SlowFault,
  StallFault,
  StatusFault,
} from "./faults/options.ts";
export type { SimulatorAuth, SimulatorOptions } from "./options.ts";
export { type ServedSimulator, type ServeOptions, serve } from "./serve.ts";
export { createSimulator, type SimulatedRequest, type Simulator } from "./simulator.ts";
