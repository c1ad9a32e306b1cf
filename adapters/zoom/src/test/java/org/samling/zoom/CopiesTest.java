package org.samling.zoom;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.samling.core.ill.rota.HoldingsLookUp.Copy;
import org.samling.core.ill.rota.HoldingsLookUp.CopyStatus;
import org.samling.z3950.data.OpacRecord;
import org.samling.z3950.data.OpacRecord.CircRecord;
import org.samling.z3950.data.OpacRecord.HoldingsAndCircData;

/** How the copies of a title stand, by what catalogues tell of them. */
class CopiesTest {

  private static CircRecord item(
      boolean isAvailable, boolean isOnHold, @Nullable String restrictions) {
    return new CircRecord(
        isAvailable, "2030-01-31", null, restrictions, "b", true, isOnHold, null, null);
  }

  private static OpacRecord record(CircRecord... items) {
    return new OpacRecord(
        null,
        List.of(
            new HoldingsAndCircData(
                "x", null, "DK-1", "Main", "86", "Ham", null, "note", null, List.of(items))));
  }

  @Test
  void copyOfAnOpacRecordIsFreeWhereItIsInAndNobodyWaitsAndNothingKeepsItThere() {
    assertThat(
            OpacCopies.of(
                record(
                    item(true, false, null),
                    item(true, false, "in the reading room"),
                    item(true, true, null),
                    item(false, false, null))))
        .containsExactly(
            new Copy(CopyStatus.FREE, "Main 86 Ham (note)"),
            new Copy(CopyStatus.FREE_THERE, "Main 86 Ham (note) (in the reading room)"),
            new Copy(CopyStatus.AWAY, "Main 86 Ham (note)"),
            new Copy(CopyStatus.AWAY, "Main 86 Ham (note) (2030-01-31)"));
    assertThat(OpacCopies.of(record())).as("nothing is told of the items").isEmpty();
  }

  private static List<Copy> copies(String holdings) throws XMLStreamException {
    return HoldingsXml.copies(
        ("<holdings xmlns=\"info:ofi/fmt:xml:xsd:iso20775\"><holding><holdingSimple>"
                + holdings
                + "</holdingSimple></holding></holdings>")
            .getBytes(UTF_8));
  }

  @Test
  void copyInIso20775IsFreeWhereItsStatusSaysSo() throws XMLStreamException {
    var copy =
        "<copyInformation><sublocation>Main</sublocation><shelfLocator>86</shelfLocator><note>x</note>"
            + "<availabilityInformation><status><availabilityStatus>%d</availabilityStatus>%s</status></availabilityInformation></copyInformation>";
    assertThat(
            copies(
                copy.formatted(1, "")
                    + copy.formatted(
                        2, "<dateTimeAvailable>2030-01-31T23:59:59+01:00</dateTimeAvailable>")))
        .containsExactly(
            new Copy(CopyStatus.FREE, "Main 86 (x)"),
            new Copy(CopyStatus.AWAY, "Main 86 (x) (2030-01-31)"));
  }

  @Test
  void summaryOfCopiesCountsWhereNoneIsListed() throws XMLStreamException {
    var summary =
        "<copiesSummary><copiesCount>2</copiesCount><status><availableCount>%d</availableCount></status></copiesSummary>";
    assertThat(copies(summary.formatted(1))).containsExactly(new Copy(CopyStatus.FREE, ""));
    assertThat(copies(summary.formatted(0))).containsExactly(new Copy(CopyStatus.AWAY, ""));
    assertThat(copies("")).as("nothing is told").isEmpty();
  }
}
