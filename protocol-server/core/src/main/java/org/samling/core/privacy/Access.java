package org.samling.core.privacy;

/**
 * On whose behalf a patron's account is read. It is bound to the thread, from the incoming message
 * to the query, so that no query can leave it out.
 *
 * @param protocol the protocol: {@code SIP2}, {@code NCIP}, {@code command line}
 * @param who the account, or the user who gave a command
 * @param operation the operation: a message, a service, a command
 */
public record Access(String protocol, String who, String operation) {

  /** The {@link #protocol()} of commands. */
  public static final String COMMAND_LINE = "command line";

  private static final int MAX_PROTOCOL = 40;
  private static final int MAX_WHO = 200;
  private static final int MAX_OPERATION = 100;

  /** For work outside any {@link #by}. */
  private static final Access UNKNOWN = new Access("server", "unknown", "");

  private static final ScopedValue<Access> NOW = ScopedValue.newInstance();

  /** Shortens what is too long to be stored, and fills in an empty name. */
  public Access {
    protocol = shortened(protocol, MAX_PROTOCOL);
    who = shortened(who.isEmpty() ? "unknown" : who, MAX_WHO);
    operation = shortened(operation, MAX_OPERATION);
  }

  private static String shortened(String text, int most) {
    return text.length() > most ? text.substring(0, most) : text;
  }

  /**
   * Runs work in which patrons' accounts may be read.
   *
   * @param access on whose behalf
   * @param work the work, on this thread
   * @return its result
   * @throws X as the work does
   */
  public static <T, X extends Throwable> T by(
      Access access, ScopedValue.CallableOp<? extends T, X> work) throws X {
    return ScopedValue.where(NOW, access).call(work);
  }

  /** The actor for records: {@code cli:} before a user who gave a command. */
  public String actor() {
    return protocol.equals(COMMAND_LINE) ? "cli:" + who : who;
  }

  /** On whose behalf accounts are read on this thread. */
  public static Access now() {
    return NOW.orElse(UNKNOWN);
  }
}
