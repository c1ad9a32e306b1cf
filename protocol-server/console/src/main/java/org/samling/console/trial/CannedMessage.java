package org.samling.console.trial;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.samling.console.trial.TrialMachine.TestData;

/** Ready-made SIP2 messages. {date} stands for the moment of sending. */
public enum CannedMessage {
  /** SC status. */
  STATUS("9900802.00"),
  /** Patron information. */
  PATRON("63009{date}  Y       AO|AA{patron}|AD{pin}|"),
  /** Item information. */
  ITEM("17{date}AO|AB{item}|"),
  /** Checks out. */
  CHECKOUT("11YN{date}                  AO|AA{patron}|AB{item}|AC|AD{pin}|"),
  /** Renews a loan. */
  RENEW("29NN{date}                  AO|AA{patron}|AD{pin}|AB{item}|"),
  /** Checks in. */
  CHECKIN("09N{date}{date}AP|AO|AB{item}|AC|"),
  /** Ends the patron session. */
  END("35{date}AO|AA{patron}|AC|AD{pin}|");

  private final String text;

  CannedMessage(String text) {
    this.text = text;
  }

  /** Returns its name in forms and message keys. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<CannedMessage> of(String word) {
    return Arrays.stream(values()).filter(m -> m.word().equals(word)).findFirst();
  }

  /** Returns the message for the sandbox's patron and item. */
  String messageFor(TestData canned) {
    return text.replace("{patron}", canned.patron())
        .replace("{pin}", canned.pin())
        .replace("{item}", canned.item());
  }
}
