package org.samling.core.ill;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.samling.core.ill.SupplyOffer.Cost;

/** What a lender says of its terms, as far as it can be read. */
class SupplyOfferTest {

  @Test
  void amountIsReadInHundredthsAndNeverTooLow() {
    assertThat(Cost.of("50", "dkk")).isEqualTo(new Cost(5_000, "DKK"));
    assertThat(Cost.of("50,5", "DKK")).isEqualTo(new Cost(5_050, "DKK"));
    assertThat(Cost.of(" 12.341 ", "EUR")).isEqualTo(new Cost(1_235, "EUR"));
    assertThat(new Cost(5_000, "DKK").text()).isEqualTo("50.00 DKK");
  }

  @Test
  void whatIsNoAmountIsNone() {
    assertThat(Cost.of("-1", "DKK")).isNull();
    assertThat(Cost.of("1e9", "DKK")).isNull();
    assertThat(Cost.of("999999999", "DKK")).as("beyond the limit").isNull();
    assertThat(Cost.of("5", "kroner")).isNull();
    assertThat(Cost.of(null, "DKK")).isNull();
  }

  @Test
  void onlyTheAddressOfAPageIsALink() {
    assertThat(SupplyTerms.link(" https://copies.example.org/1 "))
        .isEqualTo("https://copies.example.org/1");
    assertThat(SupplyTerms.link("5710200001")).isNull();
    assertThat(SupplyTerms.link("javascript:alert(1)")).isNull();
    assertThat(SupplyTerms.link("https://a b")).isNull();
    assertThat(SupplyTerms.link("https://" + "a".repeat(SupplyTerms.LONGEST_LINK))).isNull();
  }
}
