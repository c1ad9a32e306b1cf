package org.samling.zoom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.samling.core.ill.rota.HoldingsLookUp.Answer;
import org.samling.core.ill.rota.HoldingsLookUp.LendingCatalogue;
import org.samling.core.ill.rota.LookedUp.Match;
import org.samling.core.ill.rota.SoughtTitle;
import org.samling.marc.MarcRecordReader;
import org.samling.zoom.RemoteHoldings.LendingTarget;

/** Titles are looked for in others' catalogues: yaz-ztest, which has a few, and faulty ones. */
class RemoteHoldingsTest {

  private static LendingTarget target(String name, String address) {
    return new LendingTarget(
        new ZoomTarget(
            name,
            address,
            null,
            ZoomTarget.USMARC,
            ZoomTarget.FULL,
            "UTF-8",
            Duration.ofSeconds(name.equals("silent") ? 1 : 60),
            name),
        new LendingCatalogue(name, "DK-" + name, null, null));
  }

  private static List<Answer> ask(SoughtTitle sought, LendingTarget... targets) {
    var reader = new MarcRecordReader();
    try (var catalogues = new RemoteCatalogues(Map.of(), reader)) {
      var holdings = new RemoteHoldings(catalogues, List.of(targets), reader);
      return holdings.ask(holdings.catalogues(), sought);
    }
  }

  @Test
  void eachCatalogueAnswersForItselfAndWhatFailsIsToldByItsName() throws IOException {
    var sought = new SoughtTitle("How to program a computer", null, null, null, null, null);
    try (var yaz = TestTarget.start();
        var silent = FaultyTarget.start(3, FaultyTarget.AtPresent.SAYS_NOTHING);
        var refusing = FaultyTarget.start(3, FaultyTarget.AtPresent.REFUSES)) {
      var answers =
          ask(
              sought,
              target("silent", silent.address()),
              target("yaz", yaz.address()),
              target("refusing", refusing.address()),
              target("gone", "127.0.0.1:%d/x".formatted(TestTarget.freePort())));
      assertThat(answers)
          .extracting(answer -> answer.catalogue().name())
          .containsExactly("silent", "yaz", "refusing", "gone");
      assertThat(answers.get(0).failure()).isEqualTo("silent: no answer within 1 s");
      assertThat(answers.get(1).failure()).isNull();
      assertThat(answers.get(2).failure()).startsWith("refusing: ");
      assertThat(answers.get(3).failure()).startsWith("gone: Connect failed");
      var hit =
          answers.get(1).hits().stream()
              .filter(each -> sought.match(each) == Match.TITLE)
              .findFirst()
              .orElseThrow();
      assertThat(hit.copies()).as("by its OPAC record").isNotEmpty();
      assertThat(Stream.of(0, 2, 3).flatMap(i -> answers.get(i).hits().stream())).isEmpty();
    }
  }
}
