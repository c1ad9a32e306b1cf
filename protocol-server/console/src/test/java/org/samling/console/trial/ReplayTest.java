package org.samling.console.trial;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samling.console.trial.TrialMachine.TestData;

class ReplayTest {

  private static final TestData CANNED = new TestData("P", "1234", "I");

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\0',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "9900802.00;9900802.00",
        "9900802.00AY1AZFCA5;9900802.00",
        "63 00920261126    101500  Y       AO|AA**********|AD****|AY1AZF00D;63 009{date}  Y       AO|AAP|AD1234|",
        "63 00920261126    101500  Y       AOx|AA42|AC|;63 009{date}  Y       AOx|AA42|AC|",
        "63 00920261126    101500  Y       AA42|AD****|AC****|AO|;63 009{date}  Y       AAP|AD1234|AC|AO|",
        "1720261126    101500AO|AB7|;17{date}AO|AB7|",
        "1720261126    101500AO|AB**********|;17{date}AO|ABI|",
        "09N20261126    10150020261125    090000AP|AO|AB7|AC|;09N{date}{date}AP|AO|AB7|AC|",
        "11YY20261126    10150020261225    235900AO|AA42|AB7|AC|;11YY{date}20261225    235900AO|AA42|AB7|AC|",
        "35not a message;35not a message",
      })
  void maskedFieldsBecomeWhatThereIsToTryWith(String logged, String sent) {
    assertThat(Replay.of(logged, CANNED, true)).isEqualTo(sent);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "63 00920261126    101500  Y       AO|AA42|AD****|AC|; 63 009{date}  Y       AO|AAP|AD1234|AC|",
        "11YN20261126    101500                  AO|AA42|AB7|AC|; 11YN{date}                  AO|AAP|ABI|AC|",
        "09N20261126    10150020261126    101500AP|AO|AB7|AC|; 09N{date}{date}AP|AO|ABI|AC|",
      })
  void whatIsOfAnotherLibraryIsReplacedAltogether(String logged, String sent) {
    assertThat(Replay.of(logged, CANNED, false)).isEqualTo(sent);
  }
}
