package org.samling.core.circulation.rules;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.facts.DueDate;
import org.samling.core.circulation.facts.ItemFacts;
import org.samling.core.circulation.facts.ItemKind;
import org.samling.core.circulation.facts.PatronFacts;
import org.samling.core.circulation.reason.DecisionReason;
import org.samling.core.policy.Circumstances;
import org.samling.core.policy.Circumstances.Subject;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.PolicyMatrix.Ruling;
import org.samling.core.policy.Setting;
import org.samling.core.policy.Settings;
import org.samling.core.policy.Suspension.Stopped;
import org.samling.core.policy.Term;

/**
 * The policy as it applies to the facts, at a time and a branch.
 *
 * @param policy the tenant's lending policy
 * @param now the server's time
 * @param place the code of the branch where it happens
 */
public record DecisionContext(LendingPolicy policy, Instant now, String place) {

  public LocalDate today() {
    return policy.day(now);
  }

  /** The same, as though it happened at another branch. */
  public DecisionContext at(String branch) {
    return branch.equals(place) ? this : new DecisionContext(policy, now, branch);
  }

  /** The circumstances that rules ask about, for a patron. */
  public Circumstances of(PatronFacts patron) {
    return of(patron, (ItemKind) null);
  }

  /** The circumstances that rules ask about, for a patron and an item. */
  public Circumstances of(@Nullable PatronFacts patron, @Nullable ItemFacts item) {
    return of(patron, item == null ? null : item.kind());
  }

  /** The circumstances that rules ask about, for a patron and a kind of item. */
  public Circumstances of(@Nullable PatronFacts patron, @Nullable ItemKind item) {
    var circumstances =
        new Circumstances(today())
            .with(Subject.PLACE_BRANCH, place)
            .with(Subject.PLACE_AGENCY, policy.agencies(place));
    if (patron != null) {
      circumstances
          .with(Subject.PATRON_CATEGORY, patron.category())
          .with(Subject.PATRON_BRANCH, patron.branch())
          .with(Subject.PATRON_AGENCY, policy.agencies(patron.branch()))
          .born(patron.birthDate());
    }
    if (item != null) {
      circumstances
          .with(Subject.ITEM_CATEGORY, item.category())
          .with(Subject.MATERIAL_GROUP, item.group())
          .with(Subject.CIRCULATION_MODIFIER, item.modifier())
          .with(Subject.ITEM_BRANCH, item.home())
          .with(Subject.ITEM_AGENCY, policy.agencies(item.home()));
      if (policy.matrix().asksWhetherNew()) {
        circumstances.newItem(isNew(item));
      }
    }
    return circumstances;
  }

  /** Reduces a kind of item to what the rules ask about, so that few kinds stand for all copies. */
  public ItemKind reduced(ItemKind kind) {
    var matrix = policy.matrix();
    var asksNew = matrix.asksWhetherNew();
    var asksWhere =
        asksNew || matrix.asksAbout(Subject.ITEM_BRANCH) || matrix.asksAbout(Subject.ITEM_AGENCY);
    return new ItemKind(
        kind.category(),
        kind.materialGroup(),
        kind.modifier(),
        asksNew ? kind.accession() : LocalDate.EPOCH,
        asksWhere ? kind.home() : "",
        asksNew ? kind.location() : null);
  }

  private boolean isNew(ItemKind item) {
    var days = policy.setting(Setting.ITEM_NEW_DAYS, item.home(), item.location(), today());
    return today().isBefore(item.accession().plusDays(days.value()));
  }

  /** The distance between two branches: 0 for the same one, 1 within an agency, otherwise 2. */
  public int distance(String branch, String other) {
    return branch.equals(other) ? 0 : policy.sameAgency(branch, other) ? 1 : 2;
  }

  public <T> Ruling<T> get(Term<T> term, Circumstances circumstances) {
    return policy.matrix().get(term, circumstances);
  }

  public <T> Optional<Ruling<T>> find(Term<T> term, Circumstances circumstances) {
    return policy.matrix().find(term, circumstances);
  }

  /** The value of a setting at this branch today. */
  public <T> Settings.Found<T> setting(Setting<T> setting) {
    return policy.setting(setting, place, today());
  }

  /** The end of a day at this branch, moved off closed and stopped days. */
  public DueDate due(LocalDate day, DecisionReason why) {
    var at = policy.endOfDay(place, day, Stopped.DUE_DATES);
    var unstopped = policy.endOfDayWithoutStops(place, day);
    return new DueDate(at, at.equals(unstopped) ? null : unstopped, why);
  }

  /**
   * The due date for something planned to be due at a given time: that time if this branch is open
   * that day and nothing is stopped, otherwise the end of the next such day.
   */
  public DueDate due(Instant unstopped, DecisionReason why) {
    var day = policy.day(unstopped);
    var usual =
        policy.calendar(place).isOpenOn(day) ? unstopped : policy.endOfDayWithoutStops(place, day);
    var isMoved = !usual.equals(unstopped) || policy.isStopped(Stopped.DUE_DATES, place, day);
    var at = isMoved ? policy.endOfDay(place, day, Stopped.DUE_DATES) : unstopped;
    return new DueDate(at, at.equals(usual) ? null : unstopped, why);
  }

  /** The due date for an explicitly given time: that time, unless its day is stopped. */
  public DueDate explicitDue(Instant due, DecisionReason why) {
    return policy.isStopped(Stopped.DUE_DATES, place, policy.day(due))
        ? due(due, why)
        : new DueDate(due, null, why);
  }

  public static DecisionReason why(String rule, Ruling<?> ruling) {
    return new DecisionReason(
        rule, ruling.term().name(), ruling.level(), ruling.value().toString());
  }

  public static DecisionReason why(String rule, Settings.Found<?> found) {
    return new DecisionReason(
        rule, found.setting().name(), found.level(), String.valueOf(found.value()));
  }
}
