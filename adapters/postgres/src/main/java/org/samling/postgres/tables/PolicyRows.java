package org.samling.postgres.tables;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Branch;
import org.samling.core.organisation.BranchCalendar;
import org.samling.core.policy.PolicyRule;
import org.samling.core.policy.SettingValue;
import org.samling.core.policy.SortRule;
import org.samling.core.policy.Suspension;
import org.samling.core.policy.Unit;
import org.samling.postgres.connection.Json;
import org.samling.postgres.rows.JsonText;

/** The rows of a tenant's lending policy, where they are not the core's own records. */
public final class PolicyRows {

  private PolicyRows() {}

  public record BranchRow(String code, String agency, String name) {

    public static BranchRow of(Branch branch) {
      return new BranchRow(branch.code(), branch.agency(), branch.name());
    }
  }

  public record JointAgencyRow(String branch, String agency) {

    public static Stream<JointAgencyRow> of(Branch branch) {
      return branch.jointAgencies().stream()
          .map(agency -> new JointAgencyRow(branch.code(), agency));
    }
  }

  public record HoursRow(
      String branch,
      int weekday,
      LocalTime opens,
      LocalTime closes,
      @Nullable LocalTime staffedFrom,
      @Nullable LocalTime staffedUntil) {

    public static Stream<HoursRow> of(Branch branch) {
      return branch.calendar().hours().entrySet().stream()
          .map(e ->
              new HoursRow(
                  branch.code(),
                  e.getKey().getValue(),
                  e.getValue().open(),
                  e.getValue().close(),
                  e.getValue().staffedFrom(),
                  e.getValue().staffedUntil()));
    }

    public DayOfWeek day() {
      return DayOfWeek.of(weekday);
    }

    public BranchCalendar.Hours hours() {
      return new BranchCalendar.Hours(opens, closes, staffedFrom, staffedUntil);
    }
  }

  public record ClosingRow(String branch, LocalDate firstDay, LocalDate lastDay, String reason) {

    public static Stream<ClosingRow> of(Branch branch) {
      return branch.calendar().closings().stream()
          .map(c -> new ClosingRow(branch.code(), c.from(), c.to(), c.reason()));
    }

    /** Where it applies, and from when. */
    public String key() {
      return branch + firstDay;
    }

    public BranchCalendar.Closing closing() {
      return new BranchCalendar.Closing(firstDay, lastDay, reason);
    }
  }

  public record SettingRow(
      String setting,
      Unit.Level level,
      String unit,
      String value,
      LocalDate validFrom,
      @Nullable LocalDate validUntil,
      String setBy,
      Instant setAt) {

    public static SettingRow of(SettingValue v) {
      return new SettingRow(
          v.setting(),
          v.unit().level(),
          v.unit().code(),
          v.value(),
          v.from(),
          v.until(),
          v.by(),
          v.at());
    }

    /** What is set, where, and from when. */
    public String key() {
      return "%s %s %s %s".formatted(setting, level, unit, validFrom);
    }

    public SettingValue settingValue() {
      return new SettingValue(
          setting, new Unit(level, unit), value, validFrom, validUntil, setBy, setAt);
    }
  }

  public record RuleRow(
      String code,
      int weight,
      JsonText conditions,
      JsonText terms,
      @Nullable LocalDate validFrom,
      @Nullable LocalDate validUntil) {

    public static RuleRow of(PolicyRule rule) {
      return new RuleRow(
          rule.code(),
          rule.weight(),
          new JsonText(Json.write(rule.conditions())),
          new JsonText(Json.write(rule.terms())),
          rule.from(),
          rule.until());
    }

    public PolicyRule rule() {
      return new PolicyRule(
          code,
          weight,
          Json.readConditions(conditions.json()),
          Json.readTerms(terms.json()),
          validFrom,
          validUntil);
    }
  }

  public record SortRuleRow(
      String branch,
      String sortTable,
      int position,
      JsonText conditions,
      String bin,
      String setBy,
      Instant setAt) {

    public static SortRuleRow of(String branch, String table, SortRule rule) {
      return new SortRuleRow(
          branch,
          table,
          rule.position(),
          new JsonText(Json.write(rule.conditions())),
          rule.bin(),
          rule.by(),
          rule.at());
    }

    public SortRule rule() {
      return new SortRule(
          branch,
          sortTable,
          position,
          Json.readSortConditions(conditions.json()),
          bin,
          setBy,
          setAt);
    }
  }

  public record SuspensionRow(
      String code,
      Set<String> branches,
      LocalDate firstDay,
      LocalDate lastDay,
      Set<Suspension.Stopped> stops,
      String reason,
      String setBy) {

    public Suspension suspension() {
      return new Suspension(code, branches, firstDay, lastDay, stops, reason, setBy);
    }
  }

  /** A branch of a floating group, and who last set the group. */
  public record FloatingBranchRow(String code, String branch, String setBy, Instant setAt) {}
}
