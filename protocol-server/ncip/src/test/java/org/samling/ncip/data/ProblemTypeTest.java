package org.samling.ncip.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProblemTypeTest {
  private static final String SCHEMES = "http://www.niso.org/ncip/v1_0/schemes/";

  @Test
  void aProblemHasTheSchemeOfItsService() {
    assertThat(ProblemType.ITEM_NOT_CHECKED_OUT.in(NcipService.CHECK_IN_ITEM))
        .isEqualTo(
            new SchemeValue(
                SCHEMES + "processingerrortype/checkinitemprocessingerror.scm",
                "Item Not Checked Out"));
    assertThat(ProblemType.UNKNOWN_ITEM.in(NcipService.LOOKUP_ITEM).scheme())
        .isEqualTo(SCHEMES + "processingerrortype/lookupitemprocessingerror.scm");
  }

  @Test
  void aProblemThatTheServicesSchemeHasNotGoesWithoutOne() {
    assertThat(ProblemType.UNKNOWN_USER.in(NcipService.CHECK_IN_ITEM))
        .isEqualTo(SchemeValue.of("Unknown User"));
    assertThat(ProblemType.UNKNOWN_USER.in(null)).isEqualTo(SchemeValue.of("Unknown User"));
  }

  @Test
  void problemsOfMessagesAndOfAnyServiceHaveSchemesOfTheirOwn() {
    for (var service : NcipService.values()) {
      assertThat(ProblemType.UNSUPPORTED_SERVICE.in(service).scheme())
          .isEqualTo(SCHEMES + "processingerrortype/generalprocessingerror.scm");
      assertThat(ProblemType.PROTOCOL_ERROR.in(service).scheme())
          .isEqualTo(SCHEMES + "messagingerrortype/messagingerrortype.scm");
    }
  }

  @Test
  void noTwoProblemsHaveTheSameWords() {
    assertThat(Stream.of(ProblemType.values()).map(ProblemType::value)).doesNotHaveDuplicates();
  }

  @Test
  void valuesAreComparedWithoutCaseAndScheme() {
    var problem = new Problem(SchemeValue.of("UNKNOWN item"), null, null, null);
    assertThat(problem.is(ProblemType.UNKNOWN_ITEM)).isTrue();
    assertThat(problem.is(ProblemType.UNKNOWN_USER)).isFalse();
    assertThat(NcipScheme.CIRCULATION_STATUS.of("On Loan").is("on loan")).isTrue();
  }
}
