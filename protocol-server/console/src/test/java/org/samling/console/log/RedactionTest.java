package org.samling.console.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.samling.console.log.WireLog.Kind;
import org.samling.console.log.WireLog.LoggedMessage;

/** What may be given away of a message, and which messages say no. */
class RedactionTest {

  private static LoggedMessage message(Kind kind, String text, String... fields) {
    return new LoggedMessage("2026-11-26T18:41:41.123+01:00", "7", kind, text, List.of(fields));
  }

  @Test
  void whatTellsOfAPersonIsLeftOutAndTheRestStays() {
    var redacted =
        Redaction.of(
            message(
                Kind.REPLY,
                "64              00920261126    184141AO|AA****|AE****|",
                "64 Patron Information (response)",
                "   patron status            14 blanks            nothing is denied",
                "AA patron identifier        ****",
                "AE personal name            ****",
                "AJ title identifier         Rejsen til Ærø",
                "PB (unknown)                ****",
                "AF screen message           Welcome"));
    assertThat(redacted)
        .isEqualTo(
            """
            2026-11-26T18:41:41 REPLY
            64 Patron Information (response)
               patron status            14 blanks            nothing is denied
            AA patron identifier        (left out)
            AE personal name            (left out)
            AJ title identifier         (left out)
            PB (unknown)                (left out)
            AF screen message           Welcome\
            """);
  }

  @Test
  void patronIsKnownByWhatTheLogShowsUnlessThatIsMasked() {
    assertThat(Redaction.patron(message(Kind.REQUEST, "", "AA patron identifier        A1")))
        .isEqualTo("A1");
    assertThat(
            Redaction.patron(message(Kind.REQUEST, "", "AA patron identifier        **********")))
        .isEmpty();
    assertThat(
            Redaction.patron(
                message(Kind.REQUEST, "", "AA patron identifier        xx9 not of this message")))
        .isEmpty();
    assertThat(Redaction.patron(message(Kind.END, "it is gone"))).isEmpty();
  }

  @Test
  void refusalsAreToldFromWhatWasDone() {
    assertThat(Redaction.isFault(message(Kind.REPLY, "120NUN2026"))).isTrue();
    assertThat(Redaction.isFault(message(Kind.REPLY, "121NUY2026"))).isFalse();
    assertThat(Redaction.isFault(message(Kind.REPLY, "38N2026"))).isTrue();
    assertThat(Redaction.isFault(message(Kind.REPLY, "96AZFEF6"))).isTrue();
    assertThat(Redaction.isFault(message(Kind.END, "it is gone"))).isFalse();
    assertThat(Redaction.isFault(message(Kind.END, "it failed to log in too often"))).isTrue();
    assertThat(Redaction.isFault(message(Kind.REQUEST, "xxx", "no SIP2 message: 3 bytes")))
        .isTrue();
  }
}
