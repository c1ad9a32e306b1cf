package org.samling.core.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.core.catalogue.Danmarc2Lines.record;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecordOwnershipTest {

  private static final RecordKey KEY = new RecordKey("870970", "1");

  private static Optional<String> keeps(String kept, String coming, String deliverer) {
    return RecordOwnership.protectingOwner(
        record("245 *aA", kept), record("245 *aB", coming), KEY, deliverer);
  }

  @Test
  void recordThatALibraryOwnsStandsAgainstADeliveryOfOthers() {
    assertThat(keeps("996 *a700300", "996 *aDBC", "870970")).hasValue("700300");
    assertThat(keeps("996 *a700300", "245 *aNo owner", "local")).hasValue("700300");
  }

  @Test
  void ownerMayChangeItAndGiveItAway() {
    assertThat(keeps("996 *a700300", "996 *aDBC", "700300")).isEmpty();
    assertThat(keeps("996 *a700300", "996 *a700300", "870970")).isEmpty();
    assertThat(keeps("245 *aNo owner", "996 *a700300", "870970")).isEmpty();
  }

  @Test
  void centreSignsByItsNumbersAndIsNamedByLetters() {
    assertThat(keeps("996 *aDBC", "996 *aRET", "700300")).isEmpty();
    assertThat(
            RecordOwnership.protectingOwner(
                record("996 *aDBC"), record("245 *a"), new RecordKey("700300", "1"), "700300"))
        .hasValue("DBC");
  }
}
