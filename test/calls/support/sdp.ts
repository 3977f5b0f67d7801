/** Session descriptions (RFC 8866) as a test's phones write and read them: G.711 A-law and keys. */
export function sdp(address: string, port: number): string {
  return (
    `v=0\r\no=- 1 1 IN IP4 ${address}\r\ns=-\r\nc=IN IP4 ${address}\r\nt=0 0\r\n` +
    `m=audio ${port} RTP/AVP 8 101\r\na=rtpmap:8 PCMA/8000\r\na=rtpmap:101 telephone-event/8000\r\na=ptime:20\r\n`
  );
}

export function sdpTarget(body: string): { address: string; port: number } {
  return {
    address: /^c=IN IP4 (\S+)/m.exec(body)?.[1] ?? "127.0.0.1",
    port: Number(/^m=audio (\d+)/m.exec(body)?.[1]),
  };
}
