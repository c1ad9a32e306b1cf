package org.samling.core.circulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The short numbers by which fees are named. */
class FeeNumbersTest {

  private static UUID id(Random random) {
    return new UUID(random.nextLong(), random.nextLong());
  }

  private static Set<UUID> many() {
    var random = new Random(2);
    var fees = new HashSet<UUID>();
    for (var i = 0; i < 2_000; i++) {
      fees.add(id(random));
    }
    return fees;
  }

  @Test
  void numberHasSixDigitsAndIsTheSameWhateverElseIsOwed() {
    var random = new Random(1);
    var fee = id(random);
    var alone = FeeNumbers.of(List.of(fee)).get(fee);
    assertThat(alone).matches("[1-9][0-9]{5}");
    assertThat(FeeNumbers.of(List.of(id(random), fee, id(random)))).containsEntry(fee, alone);
    assertThat(FeeNumbers.isNumber(String.valueOf(alone))).isTrue();
    assertThat(FeeNumbers.isNumber(fee.toString())).isFalse();
  }

  @Test
  void everyNumberNamesItsFeeAndNoOtherHoweverManyThereAre() {
    var fees = many();
    var numbers = FeeNumbers.of(fees);
    assertThat(numbers).hasSize(2_000);
    assertThat(numbers.values()).doesNotHaveDuplicates().allMatch(FeeNumbers::isNumber);
    assertThat(numbers.values()).as("some share their first six").anyMatch(n -> n.length() > 6);
    numbers.forEach((fee, number) -> assertThat(FeeNumbers.find(fees, number)).hasValue(fee));
  }

  @Test
  void numberWithWhichSeveralBeginNamesNone() {
    var fees = many();
    var shared =
        FeeNumbers.of(fees).values().stream().filter(n -> n.length() > 6).findFirst().orElseThrow();
    assertThat(FeeNumbers.find(fees, shared.substring(0, 6))).isEmpty();
    assertThat(FeeNumbers.find(List.of(), shared)).isEmpty();
  }
}
