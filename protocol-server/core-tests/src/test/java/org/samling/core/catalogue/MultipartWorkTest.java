package org.samling.core.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.core.catalogue.Danmarc2Lines.record;
import static org.samling.core.catalogue.Danmarc2Lines.text;

import java.util.List;
import org.junit.jupiter.api.Test;

class MultipartWorkTest {

  private static final MarcContent HEAD =
      record(
          "001 *a10*b870970",
          "004 *rn*ah",
          "100 *aHolm*hFrida",
          "245 *aHavets bog*cen række*eFrida Holm",
          "440 *aNatur",
          "652 *m56",
          "666 *fhavet");

  @Test
  void sectionAndVolumeNameWhatIsAboveThem() {
    assertThat(MultipartWork.parentNumber(record("004 *rn*ab", "014 *a1 234 567 8")))
        .hasValue("12345678");
    assertThat(MultipartWork.parentNumber(record("004 *as", "014 *a1"))).hasValue("1");
    assertThat(MultipartWork.parentNumber(record("004 *ab", "014 *a9*xDEB", "014 *a1")))
        .hasValue("1");
  }

  @Test
  void linksOfOtherKindsAndOfOtherRecordsLeadNowhere() {
    assertThat(MultipartWork.parentNumber(record("004 *ab", "014 *a9*xANM"))).isEmpty();
    assertThat(MultipartWork.parentNumber(record("004 *ai", "014 *a9", "016 *a8"))).isEmpty();
    assertThat(MultipartWork.parentNumber(record("004 *ae", "014 *a9"))).isEmpty();
    assertThat(MultipartWork.parentNumber(HEAD)).isEmpty();
    assertThat(MultipartWork.parentNumber(record("014 *a9"))).isEmpty();
  }

  @Test
  void volumeHasTheTitleOfTheWorkItsNumberAndItsOwnTitle() {
    var volume = record("001 *a12", "004 *ab", "014 *a10", "245 *aStrand og klit*g2. del*eBo Dam");
    assertThat(text(composed(HEAD, volume)))
        .containsExactly(
            "001 *a12",
            "004 *ab",
            "014 *a10",
            "100 *aHolm*hFrida",
            "245 *aHavets bog*g2. del*oStrand og klit*eBo Dam",
            "440 *aNatur",
            "652 *m56",
            "666 *fhavet",
            "745 *aStrand og klit");
  }

  private static MarcContent composed(MarcContent... levels) {
    return MultipartWork.compose(List.of(levels));
  }

  @Test
  void recordsOfAWorkInOneTellTheirLevelByTheFirstIndicator() {
    var section = record("004 *as", "014 *a10", "245 *nRække 1*oKysten");
    var volume = record("004 *ab", "014 *a11", "245 *g3");
    assertThat(
            MultipartWork.combine(List.of(HEAD, section, volume))
                .dataFields("245")
                .map(field -> field.indicator1() + " " + field.subfields().getFirst().value()))
        .containsExactly("1 Havets bog", "2 Række 1", "3 3");
    assertThat(
            MultipartWork.combine(List.of(record("004 *ae", "245 *aAlene")))
                .dataFields("245")
                .map(MarcContent.DataField::indicator1))
        .containsExactly('0');
  }

  @Test
  void sectionsStandBetween() {
    var section = record("004 *as", "014 *a10", "245 *nRække 1*oKysten");
    var volume = record("004 *ab", "014 *a11", "245 *g3");
    assertThat(text(composed(HEAD, section, volume)).get(3))
        .isEqualTo("245 *aHavets bog*nRække 1*oKysten*g3*eFrida Holm");
  }

  @Test
  void whatTheVolumeHasItselfIsNotInherited() {
    var volume = record("004 *ab", "014 *a10", "100 *aDam*hBo", "652 *m57", "666 *fstrande");
    assertThat(text(composed(HEAD, volume)))
        .contains("100 *aDam*hBo", "652 *m57", "666 *fstrande", "440 *aNatur")
        .doesNotContain("100 *aHolm*hFrida", "652 *m56", "666 *fhavet");
  }

  @Test
  void volumeWithoutATitleHasThatOfTheWork() {
    assertThat(text(composed(HEAD, record("004 *ab", "014 *a10"))))
        .contains("245 *aHavets bog*eFrida Holm");
    assertThat(text(composed(record("004 *ah"), record("004 *ab", "245 *aAlene"))))
        .containsExactly("004 *ab", "245 *aAlene");
  }
}
