import { switchContract } from "../contract/contract.ts";
import { simulatedHarness } from "./testing/simulated-harness.ts";

switchContract("simulated", simulatedHarness);
