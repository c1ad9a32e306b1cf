package org.samling.bench.kiosk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What kiosks are made to send, and what of the answers is counted. */
class KioskLoadTest {

  @Test
  void latencyCountsFromWhenAMessageWasToBeSent() {
    var figures = new KioskFigures();
    figures.answered("99", 5_000_000, 1_000_000, true);
    assertThat(figures.latency().max()).isBetween(4.9, 5.1);
    assertThat(figures.service().max()).isBetween(0.9, 1.1);
  }

  @Test
  void patternsKeepTheirZeros() throws IOException {
    assertThat(KioskStock.of("AA{0098-0101}x", "{1-1}", "").patrons())
        .containsExactly("AA0098x", "AA0099x", "AA0100x", "AA0101x");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "12=1; is not a part of a mix",
        "99=x; is not a part of a mix",
        "99=0; is empty",
        "11=1,09=2; returns (09) more than it lends",
        "09=1,11=1; returns (09) before it lends",
        "29=1,11=1; renews (29) what it has not lent"
      })
  void aMixThatCantBeIsRefused(String mix, String why) {
    assertThatThrownBy(() -> KioskMix.of(mix)).hasMessageContaining(why);
  }

  @Test
  void replyOfAnotherMessageIsNoAnswer() {
    var messages = new KioskMessages();
    messages.patronStatus("A");
    assertThatThrownBy(() -> messages.check("941".getBytes(UTF_8)))
        .hasMessageContaining("does not start with 24");
    assertThatThrownBy(() -> messages.check("24 AAB|AY1AZ0000".getBytes(UTF_8)))
        .hasMessageContaining("another patron");
    assertThatThrownBy(() -> messages.check("24 AAA|AY1AZ0000".getBytes(UTF_8)))
        .hasMessageContaining("wrong checksum");
  }
}
