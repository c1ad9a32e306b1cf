package org.samling.sip2;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * The field BX: which of the sixteen requests the server answers.
 *
 * @param set the requests that are supported; a copy in the order of the positions is taken
 */
public record SupportedMessages(Set<Message> set) implements Sip2Value {

  /** The requests in the order of their positions in BX. */
  public enum Message {
    PATRON_STATUS_REQUEST,
    CHECKOUT,
    CHECKIN,
    BLOCK_PATRON,
    SC_ACS_STATUS,
    REQUEST_SC_ACS_RESEND,
    LOGIN,
    PATRON_INFORMATION,
    END_PATRON_SESSION,
    FEE_PAID,
    ITEM_INFORMATION,
    ITEM_STATUS_UPDATE,
    PATRON_ENABLE,
    HOLD,
    RENEW,
    RENEW_ALL
  }

  private static final Message[] MESSAGES = Message.values();

  /** Every request of the standard. */
  public static final SupportedMessages ALL = new SupportedMessages(EnumSet.allOf(Message.class));

  public SupportedMessages {
    set = set.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(set));
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
