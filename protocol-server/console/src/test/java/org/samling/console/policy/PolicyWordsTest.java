package org.samling.console.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.samling.console.web.Words;
import org.samling.core.policy.AcceptedValues;
import org.samling.core.policy.Circumstances.Subject;
import org.samling.core.policy.Setting;
import org.samling.core.policy.Term;

/** Every setting, term and condition has its words; the English ones are the core's own. */
class PolicyWordsTest {

  private final Words english = new Words("en", List.of("policy"));
  private final Words danish = new Words("da", List.of("policy"));

  @Test
  void everySettingHasTheWordsOfTheCore() {
    for (var setting : Setting.ALL) {
      assertThat(english.of("policy.setting." + setting.name())).isEqualTo(setting.meaning());
      assertThat(danish.of("policy.setting." + setting.name())).isNotEqualTo(setting.meaning());
      var group = setting.name().substring(0, setting.name().indexOf('.'));
      assertThat(english.has("policy.group." + group)).as(group).isTrue();
    }
  }

  @Test
  void everyTermHasTheWordsOfTheCore() {
    for (var term : Term.ALL) {
      assertThat(english.of("policy.term-means." + term.name())).isEqualTo(term.meaning());
      assertThat(english.has("policy.term." + term.name())).as(term.name()).isTrue();
    }
    for (var subject : Subject.values()) {
      assertThat(english.has("policy.subject." + subject)).as(subject.word()).isTrue();
    }
  }

  @Test
  void whatIsAcceptedIsSaidInBothLanguages() {
    for (var setting : Setting.ALL) {
      for (var words : List.of(english, danish)) {
        assertThat(FormInput.accepted(setting.accepted(), words))
            .as(setting.name())
            .isNotEmpty()
            .doesNotContain("{");
      }
    }
    var number = Setting.HOLD_PICKUP_DAYS.accepted();
    assertThat(number.form()).isEqualTo(AcceptedValues.Form.NUMBER);
    assertThat(FormInput.accepted(number, danish)).isEqualTo("et helt tal fra 1 til 365");
    assertThat(FormInput.accepted(number, english)).isEqualTo(number.words());
  }
}
