package org.samling.library.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.samling.library.network.ThisMachine;

/**
 * Refuses listeners by which passwords would cross a network unencrypted: without TLS, on an
 * address that other machines reach. Whether a proxy before the listener encrypts can't be seen
 * from here, and the way from the proxy is a network, too: so that makes no difference.
 */
final class PlainListeners {

  private final ConfigurationReader reader;

  /** Whether passwords may cross the network unencrypted. */
  enum Plain {
    /** They may not. */
    @JsonProperty("refused")
    REFUSED,
    /** The operator has accepted it. */
    @JsonProperty("accepted")
    ACCEPTED
  }

  /**
   * Creates an instance.
   *
   * @param reader collects problems
   */
  PlainListeners(ConfigurationReader reader) {
    this.reader = reader;
  }

  /**
   * Reports a listener if it is not safe, and nobody has accepted that.
   *
   * @param at its position in the file
   * @param host the address that it listens on
   */
  void check(String at, String host, boolean tls, Plain plain) {
    if (!tls && plain != Plain.ACCEPTED && !ThisMachine.is(host)) {
      reader.report(
          at + "/host",
          "%s can be reached by other machines, and passwords would cross the network unencrypted: set \"tls: true\" for this listener, or accept that with \"plain: accepted\""
              .formatted(host));
    }
  }
}
