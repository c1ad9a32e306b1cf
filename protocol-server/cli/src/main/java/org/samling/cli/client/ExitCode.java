package org.samling.cli.client;

/** How a command that asks a server ends, for scripts. */
enum ExitCode {
  /** It was done. */
  DONE(0, "done"),
  /** No answer came, or the server has a fault. */
  FAILED(1, "no answer, or a fault in the server"),
  /** An argument is wrong; nothing was done. */
  USAGE(2, "an argument is wrong; nothing was done"),
  /** What an argument names is not there. */
  UNKNOWN(3, "what an argument names is not there"),
  /** The library's rules or the present state don't allow it. */
  REFUSED(4, "refused by the library's rules or the present state"),
  /** The token is not valid, or lacks a right. */
  FORBIDDEN(5, "the token is not valid, or lacks a right");

  private final int code;
  private final String meaning;

  ExitCode(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  int code() {
    return code;
  }

  /** What it means, for the help. */
  String meaning() {
    return meaning;
  }

  /** The exit code for the status of an answer (RFC 9110, section 15). */
  static ExitCode of(int status) {
    return switch (status) {
      case 400, 413, 415, 422 -> USAGE;
      case 401, 403 -> FORBIDDEN;
      case 404, 410 -> UNKNOWN;
      case 409 -> REFUSED;
      default -> status >= 200 && status < 300 ? DONE : FAILED;
    };
  }
}
