import { WebSocketInterface } from "jssip";

/** The WebSocket to the switch, which can be told to say nothing more: a phone that leaves must not send a BYE. */
export class QuietSocket extends WebSocketInterface {
  #quiet = false;

  override send(message: string | ArrayBufferLike | Blob | ArrayBufferView): boolean {
    return this.#quiet ? true : super.send(message);
  }

  silence(): void {
    this.#quiet = true;
  }
}
