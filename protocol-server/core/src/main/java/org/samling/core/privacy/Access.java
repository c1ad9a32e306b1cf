package org.samling.core.privacy;

/**
 * On whose behalf a patron's account is read. It is bound to the thread, from the incoming message
 * to the query, so that no query can leave it out.
 *
 * @param protocol the protocol: {@code SIP2}, {@code NCIP}, {@code command line}
 * @param who the account; without one the member of staff, or the user who gave a command
 * @param operation the operation: a message, a service, a command
 * @param person who acted, where that is known to be a person: a member of staff by their username,
 *     or {@link #OS_USER} and the name of the operating system's user; empty for a machine
 * @param token the token by which a program asked, with its label and number; empty without one
 */
public record Access(String protocol, String who, String operation, String person, String token) {

  /** The {@link #protocol()} of commands. */
  public static final String COMMAND_LINE = "command line";

  /** Written before the name of the operating system's user; no account's name begins with it. */
  public static final String OS_USER = "os:";

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
    person = shortened(person, MAX_WHO);
    token = shortened(token, MAX_WHO);
  }

  /** By an account whose name and password say nothing of a person. */
  public Access(String protocol, String who, String operation) {
    this(protocol, who, operation, "", "");
  }

  /** By a member of staff in the console. */
  public static Access byStaff(String username, String operation) {
    return new Access("console", username, operation, username, "");
  }

  /** By the user who gave a command on the server's own machine. */
  public static Access byCommand(String user, String command) {
    return new Access(COMMAND_LINE, user, command, OS_USER + user, "");
  }

  private static String shortened(String text, int most) {
    return text.length() > most ? text.substring(0, most) : text;
  }

  /**
   * Runs work in which patrons' accounts may be read. A person on whose behalf this thread already
   * works, such as one who tries out a kiosk's messages, stays the one who acted.
   *
   * @param access on whose behalf
   * @param work the work, on this thread
   * @return its result
   * @throws X as the work does
   */
  public static <T, X extends Throwable> T by(
      Access access, ScopedValue.CallableOp<? extends T, X> work) throws X {
    var outer = now().person();
    var named =
        access.person.isEmpty() && !outer.isEmpty()
            ? new Access(access.protocol, access.who, access.operation, outer, access.token)
            : access;
    return ScopedValue.where(NOW, named).call(work);
  }

  /** The actor for records: {@code cli:} before a user who gave a command. */
  public String actor() {
    return protocol.equals(COMMAND_LINE) ? "cli:" + who : who;
  }

  /** Where wrong PINs are typed that count together: {@code SIP2 kiosk-1}. */
  public String place() {
    return protocol + ' ' + who;
  }

  /** On whose behalf accounts are read on this thread. */
  public static Access now() {
    return NOW.orElse(UNKNOWN);
  }
}
