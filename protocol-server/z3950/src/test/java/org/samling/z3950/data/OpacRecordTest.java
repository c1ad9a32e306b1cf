package org.samling.z3950.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.samling.z3950.ber.Octets;
import org.samling.z3950.ber.Oid;
import org.samling.z3950.ber.Z3950Charset;
import org.samling.z3950.ber.Z3950FormatException;
import org.samling.z3950.data.OpacRecord.CircRecord;
import org.samling.z3950.data.OpacRecord.HoldingsAndCircData;

class OpacRecordTest {

  private static final External RECORD =
      External.octetAligned(Oid.USMARC, new Octets("00026...".getBytes(UTF_8)));

  @Test
  void whatIsWrittenIsReadAgain() {
    var record =
        new OpacRecord(
            RECORD,
            List.of(
                new HoldingsAndCircData(
                    "x",
                    "hu",
                    "DK-779700",
                    "Solbæk",
                    "Voksen",
                    "Blixen",
                    "1",
                    "Hjemme",
                    "2. del",
                    List.of(
                        new CircRecord(
                            true,
                            "2026-12-27",
                            "loan",
                            "kun til brug her",
                            "3890000001",
                            true,
                            false,
                            "2. del",
                            "Rude"))),
                new HoldingsAndCircData(
                    null, null, null, null, null, null, null, null, null, List.of())));
    assertThat(OpacRecord.of(record.toExternal(Z3950Charset.UTF_8), Z3950Charset.UTF_8))
        .isEqualTo(record);
  }

  @Test
  void recordWithoutHoldingsHasNoneOnTheWire() {
    var record = new OpacRecord(RECORD, List.of());
    assertThat(OpacRecord.of(record.toExternal(Z3950Charset.UTF_8), Z3950Charset.UTF_8))
        .isEqualTo(record);
  }

  @Test
  void anotherFormIsNoOpacRecord() {
    assertThatThrownBy(() -> OpacRecord.of(RECORD, Z3950Charset.UTF_8))
        .isInstanceOf(Z3950FormatException.class);
  }
}
