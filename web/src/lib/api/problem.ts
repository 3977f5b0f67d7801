/** A request that did not succeed: RFC 9457 from the server, or `network` where no answer came. */
export class ApiProblem extends Error {
  readonly code: string;
  readonly status: number;
  readonly title: string;
  readonly detail: string | undefined;
  readonly hint: string | undefined;
  readonly requestId: string | undefined;

  constructor(
    problem: { code: string; status: number; title?: string; detail?: string; hint?: string; requestId?: string },
    options?: ErrorOptions,
  ) {
    super(problem.detail ?? problem.title ?? problem.code, options);
    this.name = "ApiProblem";
    this.code = problem.code;
    this.status = problem.status;
    this.title = problem.title ?? problem.code;
    this.detail = problem.detail;
    this.hint = problem.hint;
    this.requestId = problem.requestId;
  }
}

/** What came back in place of success, whoever wrote it: our server, a proxy with an HTML page, nobody. */
export function problemOf(body: unknown, response: Response): ApiProblem {
  const fields = typeof body === "object" && body !== null ? (body as Record<string, unknown>) : {};
  const text = (name: string): Record<string, string> =>
    typeof fields[name] === "string" ? { [name]: fields[name] } : {};
  return new ApiProblem({
    code: typeof fields["code"] === "string" ? fields["code"] : `http.${String(response.status)}`,
    status: response.status,
    ...text("title"),
    ...text("detail"),
    ...text("hint"),
    requestId:
      typeof fields["requestId"] === "string" ? fields["requestId"] : (response.headers.get("x-request-id") ?? ""),
  });
}

export function networkProblem(cause: unknown): ApiProblem {
  return new ApiProblem({ code: "network", status: 0 }, { cause });
}

export function asProblem(error: unknown): ApiProblem {
  return error instanceof ApiProblem ? error : networkProblem(error);
}
