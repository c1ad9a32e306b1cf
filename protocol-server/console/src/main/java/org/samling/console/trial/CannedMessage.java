package org.samling.console.trial;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.samling.console.trial.TrialMachine.Canned;

/** Messages that need not be typed. {date} stands for the moment at which it is sent. */
public enum CannedMessage {
  /** Whether the server is there. */
  STATUS("9900802.00"),
  /** All about a patron. */
  PATRON("63009{date}  Y       AO|AA{patron}|AD{pin}|"),
  /** All about an item. */
  ITEM("17{date}AO|AB{item}|"),
  /** Lends. */
  CHECKOUT("11YN{date}                  AO|AA{patron}|AB{item}|AC|AD{pin}|"),
  /** Renews a loan. */
  RENEW("29NN{date}                  AO|AA{patron}|AD{pin}|AB{item}|"),
  /** Takes back. */
  CHECKIN("09N{date}{date}AP|AO|AB{item}|AC|"),
  /** The patron goes. */
  END("35{date}AO|AA{patron}|AC|AD{pin}|");

  private final String text;

  CannedMessage(String text) {
    this.text = text;
  }

  /** Its name in forms and words. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<CannedMessage> of(String word) {
    return Arrays.stream(values()).filter(m -> m.word().equals(word)).findFirst();
  }

  /** The message about what there is to try with. */
  String about(Canned canned) {
    return text.replace("{patron}", canned.patron())
        .replace("{pin}", canned.pin())
        .replace("{item}", canned.item());
  }
}
