package org.samling.core.privacy;

/**
 * By what a patron's account is read. It goes with the thread that asks, from where a message comes
 * in until the store is asked, so that no question can leave it out.
 *
 * @param protocol what is spoken: {@code SIP2}, {@code NCIP}, {@code command line}
 * @param who the account, or the user who gave a command
 * @param operation what was asked for: a message, a service, a command
 */
public record Access(String protocol, String who, String operation) {

  /** The {@link #protocol()} of commands. */
  public static final String COMMAND_LINE = "command line";

  private static final int MAX_PROTOCOL = 40;
  private static final int MAX_WHO = 200;
  private static final int MAX_OPERATION = 100;

  /** Where nobody said who asks. */
  private static final Access UNKNOWN = new Access("server", "unknown", "");

  private static final ScopedValue<Access> NOW = ScopedValue.newInstance();

  /** Shortens what is too long to be kept, and names what has no name. */
  public Access {
    protocol = shortened(protocol, MAX_PROTOCOL);
    who = shortened(who.isEmpty() ? "unknown" : who, MAX_WHO);
    operation = shortened(operation, MAX_OPERATION);
  }

  private static String shortened(String text, int most) {
    return text.length() > most ? text.substring(0, most) : text;
  }

  /**
   * Does something in which patrons' accounts may be read.
   *
   * @param access by what
   * @param work what is done, on this thread
   * @return what comes of it
   * @throws X as the work does
   */
  public static <T, X extends Throwable> T by(
      Access access, ScopedValue.CallableOp<? extends T, X> work) throws X {
    return ScopedValue.where(NOW, access).call(work);
  }

  /** Who it is in what is written down: {@code cli:} before a user who gave a command. */
  public String actor() {
    return protocol.equals(COMMAND_LINE) ? "cli:" + who : who;
  }

  /** By what accounts are read on this thread. */
  public static Access now() {
    return NOW.orElse(UNKNOWN);
  }
}
