package org.samling.sip2;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The field BX: which of the sixteen requests the server supports.
 *
 * @param set the supported requests; copied, in the order of the positions
 */
public record SupportedMessages(Set<Message> set) implements Sip2Value {

  /** The requests in the order of their positions in BX. */
  public enum Message {
    PATRON_STATUS_REQUEST("23"),
    CHECKOUT("11"),
    CHECKIN("09"),
    BLOCK_PATRON("01"),
    SC_ACS_STATUS("99"),
    REQUEST_SC_ACS_RESEND("97"),
    LOGIN("93"),
    PATRON_INFORMATION("63"),
    END_PATRON_SESSION("35"),
    FEE_PAID("37"),
    ITEM_INFORMATION("17"),
    ITEM_STATUS_UPDATE("19"),
    PATRON_ENABLE("25"),
    HOLD("15"),
    RENEW("29"),
    RENEW_ALL("65");

    private final String command;

    Message(String command) {
      this.command = command;
    }

    /** The two digits that start the request. */
    public String command() {
      return command;
    }
  }

  private static final Message[] MESSAGES = Message.values();

  /** Every request of the standard. */
  public static final SupportedMessages ALL = new SupportedMessages(EnumSet.allOf(Message.class));

  public SupportedMessages {
    set = set.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(set));
  }

  /** The requests with these commands. */
  public static SupportedMessages of(Predicate<String> wanted) {
    var set = EnumSet.allOf(Message.class);
    set.removeIf(message -> !wanted.test(message.command));
    return new SupportedMessages(set);
  }

  static SupportedMessages read(String wire) {
    var set = EnumSet.noneOf(Message.class);
    for (int i = 0; i < Math.min(wire.length(), MESSAGES.length); i++) {
      if (wire.charAt(i) == 'Y' || wire.charAt(i) == 'y') {
        set.add(MESSAGES[i]);
      }
    }
    return set.size() == MESSAGES.length ? ALL : new SupportedMessages(set);
  }

  public boolean has(Message message) {
    return set.contains(message);
  }

  @Override
  public String wire() {
    var columns = new StringBuilder(MESSAGES.length);
    for (var message : MESSAGES) {
      columns.append(set.contains(message) ? 'Y' : 'N');
    }
    return columns.toString();
  }

  @Override
  public String toString() {
    return wire();
  }
}
