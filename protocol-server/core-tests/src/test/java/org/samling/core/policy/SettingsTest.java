package org.samling.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.samling.core.policy.Unit.Level;

/** What is set where, since when, and what holds. */
class SettingsTest {

  private static final LocalDate TODAY = LocalDate.parse("2026-11-24");
  private static final Unit TENANT = new Unit(Level.TENANT, "t");
  private static final Unit AGENCY = new Unit(Level.AGENCY, "799700");
  private static final Unit BRANCH = new Unit(Level.BRANCH, "b");
  private static final List<Unit> AT_BRANCH = Unit.path("t", "799700", "b", null);

  private static SettingValue value(Unit unit, String days, String from, @Nullable String until) {
    return new SettingValue(
        Setting.HOLD_PICKUP_DAYS.name(),
        unit,
        days,
        LocalDate.parse(from),
        until == null ? null : LocalDate.parse(until),
        "anna",
        Instant.parse("2026-01-01T00:00:00Z"));
  }

  private static int at(List<Unit> path, LocalDate day, SettingValue... values) {
    return new Settings(List.of(values)).find(Setting.HOLD_PICKUP_DAYS, path, day).value();
  }

  @Test
  void whatIsSetNowhereIsAsTheProgramBringsIt() {
    var found = Settings.NONE.find(Setting.HOLD_PICKUP_DAYS, AT_BRANCH, TODAY);

    assertThat(found.value()).isEqualTo(7);
    assertThat(found.level()).isEqualTo("built in");
    assertThat(found.text()).isEqualTo("7");
  }

  @Test
  void deepestPlaceThatSaysSomethingDecides() {
    var tenant = value(TENANT, "1", "1970-01-01", null);
    var agency = value(AGENCY, "2", "1970-01-01", null);
    var branch = value(BRANCH, "3", "1970-01-01", null);

    assertThat(at(AT_BRANCH, TODAY, tenant)).isEqualTo(1);
    assertThat(at(AT_BRANCH, TODAY, tenant, agency)).isEqualTo(2);
    assertThat(at(AT_BRANCH, TODAY, tenant, agency, branch)).isEqualTo(3);
    assertThat(at(Unit.path("t", "799700", "other", null), TODAY, tenant, agency, branch))
        .isEqualTo(2);
  }

  @Test
  void placesWithinABranchAreFourLevelsDeep() {
    var location = "Voksen > Skønlitteratur > Krimi > A-F";
    assertThat(Unit.path("t", "799700", "b", location))
        .extracting(Unit::toString)
        .containsExactly(
            "section b > Voksen > Skønlitteratur > Krimi > A-F",
            "sublocation b > Voksen > Skønlitteratur > Krimi",
            "location b > Voksen > Skønlitteratur",
            "department b > Voksen",
            "branch b",
            "agency 799700",
            "tenant t");
    assertThat(
            at(
                Unit.path("t", "799700", "b", location),
                TODAY,
                value(BRANCH, "3", "1970-01-01", null),
                value(Unit.within("b", "Voksen > Skønlitteratur"), "4", "1970-01-01", null)))
        .isEqualTo(4);
    assertThatThrownBy(() -> Unit.within("b", location + " > A"))
        .hasMessageContaining("at most four parts");
  }

  @Test
  void plannedChangeCountsFromItsDayAndAnEndedOneGivesTheLevelAboveAgain() {
    var tenant = value(TENANT, "1", "1970-01-01", null);
    var planned = value(BRANCH, "3", "2026-12-01", "2026-12-31");

    assertThat(at(AT_BRANCH, LocalDate.parse("2026-11-30"), tenant, planned)).isEqualTo(1);
    assertThat(at(AT_BRANCH, LocalDate.parse("2026-12-01"), tenant, planned)).isEqualTo(3);
    assertThat(at(AT_BRANCH, LocalDate.parse("2026-12-31"), tenant, planned)).isEqualTo(3);
    assertThat(at(AT_BRANCH, LocalDate.parse("2027-01-01"), tenant, planned)).isEqualTo(1);
  }

  @Test
  void ofTwoThatHoldAtOnePlaceTheOneThatBeganLaterCounts() {
    assertThat(
            at(
                AT_BRANCH,
                TODAY,
                value(BRANCH, "3", "2026-11-01", null),
                value(BRANCH, "2", "2026-10-01", null)))
        .isEqualTo(3);
  }

  @Test
  void lookingTellsEveryPlaceAndWhatIsPlanned() {
    var settings =
        new Settings(
            List.of(
                value(AGENCY, "2", "2026-01-01", null),
                value(BRANCH, "9", "2027-02-01", null),
                value(TENANT, "8", "2027-01-01", null),
                value(new Unit(Level.BRANCH, "other"), "5", "2027-01-01", null)));

    var looked = settings.explain(Setting.HOLD_PICKUP_DAYS, AT_BRANCH, TODAY);

    assertThat(looked.found().value()).isEqualTo(2);
    assertThat(looked.found().level()).isEqualTo("agency 799700");
    assertThat(looked.places())
        .extracting(p -> p.unit() + ": " + (p.set() == null ? "nothing" : p.set().value()))
        .containsExactly("branch b: nothing", "agency 799700: 2", "tenant t: nothing");
    assertThat(looked.planned())
        .extracting(v -> v.from() + " " + v.value())
        .containsExactly("2027-01-01 8", "2027-02-01 9");
  }

  @Test
  void valueThatASettingCannotHaveIsRefusedWithWhatItCan() {
    assertThatThrownBy(() -> value(TENANT, "0", "2026-01-01", null))
        .hasMessage("hold.pickup-days is a whole number from 1 to 365, not \"0\"");
    assertThatThrownBy(() -> value(TENANT, "soon", "2026-01-01", null))
        .hasMessage("hold.pickup-days is a whole number from 1 to 365, not \"soon\"");
    assertThatThrownBy(() -> value(TENANT, "5", "2026-01-02", "2026-01-01"))
        .hasMessageContaining("ends before it begins");
    assertThatThrownBy(() -> Setting.named("hold.pickup"))
        .hasMessageContaining("there is no setting \"hold.pickup\"")
        .hasMessageContaining("hold.pickup-days");
  }

  @Test
  void everySettingReadsWhatTheProgramBringsAndHasANameOfItsOwn() {
    for (var setting : Setting.ALL) {
      assertThat(setting.read(setting.builtInText()))
          .as(setting.name())
          .isEqualTo(setting.builtIn());
      assertThat(Setting.named(setting.name())).isSameAs(setting);
    }
    assertThat(Setting.ALL.stream().map(Setting::name)).doesNotHaveDuplicates();
  }
}
