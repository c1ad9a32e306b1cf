package org.samling.routes.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.Subfield;
import org.samling.core.circulation.Holding;
import org.samling.core.circulation.facts.Enumeration;
import org.samling.core.circulation.facts.ItemStatus;

/** Holdings of which each item is one issue of its title. */
class IssueHoldingsTest {

  private static final Holding ON_ORDER =
      new Holding(
          "b3",
          "DK-799700",
          null,
          null,
          new Enumeration("54", "2026", "3"),
          true,
          ItemStatus.ON_ORDER,
          "DK-799700",
          "DK-799700",
          null,
          1);

  private final ItemTexts texts = ItemTexts.of(null);

  @Test
  void fieldSaysWhichIssueAnItemIs() {
    assertThat(new HoldingFields(texts).of(List.of(ON_ORDER)))
        .singleElement()
        .isEqualTo(
            new MarcContent.DataField(
                "852",
                ' ',
                ' ',
                List.of(
                    new Subfield('3', "54 (2026) 3"),
                    new Subfield('a', "DK-799700"),
                    new Subfield('p', "b3"),
                    new Subfield('z', "On order"))));
  }

  @Test
  void holdingsInXmlCountWhatIsOnOrderAndNoteWhichIssueItIs() {
    assertThat(
            HoldingsXml.iso20775(
                new Holdings("t:9", List.of(ON_ORDER)),
                texts::status,
                ZoneOffset.UTC,
                Instant.EPOCH))
        .contains(
            "<onOrderCount>1</onOrderCount>",
            "<availableCount>0</availableCount>",
            "<note>54 (2026) 3</note><note>On order</note>");
  }
}
