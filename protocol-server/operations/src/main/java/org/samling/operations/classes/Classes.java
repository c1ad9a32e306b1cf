package org.samling.operations.classes;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.facts.GroupFacts;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.circulation.outcome.LendingFee;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.organisation.Tenant;
import org.samling.core.patron.GroupLists;
import org.samling.core.policy.LendingPolicy;
import org.samling.operations.Amount;
import org.samling.operations.Means;
import org.samling.operations.Paging;
import org.samling.operations.Refusals;
import org.samling.operations.Why;

/** What the operations on classes take and return; {@link SchoolYears} has their new year. */
public final class Classes {

  /** The most characters of a card number, a barcode or a branch's code. */
  private static final int NAME = 200;

  /** The most items and sets that are lent together. */
  private static final int LENT = 100;

  private Classes() {}

  /** Which classes are listed. */
  public record Filter(
      @Means("the code of a school's branch: only its classes") @Size(max = NAME) @Nullable String school) {}

  /**
   * A page of classes.
   *
   * @param classes the classes and other groups, by name
   * @param next what the next page comes after
   */
  public record Listed(List<Group> classes, @Means(Paging.NEXT) @Nullable String next) {}

  /** A class, or another group that borrows together. */
  public record Group(
      @Means("a card number") String card,
      String name,
      @JsonUnwrapped @Nullable SchoolClass schoolClass,
      @Means("how many it has") int members,
      @Means("how many it has itself") int loans,
      @Means("the names of those who are responsible for it") List<String> responsible) {

    static Group of(GroupLists.Group group) {
      var schoolClass = group.schoolClass();
      return new Group(
          group.card(),
          group.name(),
          schoolClass == null ? null : SchoolClass.of(schoolClass),
          group.members().size(),
          group.loans(),
          group.members().stream()
              .filter(GroupLists.Member::isResponsible)
              .map(GroupLists.Member::name)
              .toList());
    }
  }

  /** Which class of a school a group is; left out for another group. */
  public record SchoolClass(
      @Means("the code of the school's branch") @Nullable String school,
      @Means("by what the school knows the class") @Nullable String schoolKey,
      @Nullable Integer grade) {

    static SchoolClass of(org.samling.core.patron.SchoolClass of) {
      return new SchoolClass(of.school(), of.key(), of.grade());
    }
  }

  /** Which class. */
  public record WhichClass(@Means("a card of the class") @Size(max = NAME) String card) {}

  /** A class with its members. */
  public record Whole(@JsonUnwrapped Group group, List<Member> people) {

    static Whole of(GroupLists.Group group) {
      return new Whole(Group.of(group), group.members().stream().map(Member::of).toList());
    }
  }

  /** A member of a class. */
  public record Member(
      @Means("a card number") String card,
      String name,
      @Means("whether they are responsible for the class, and borrow for it") boolean responsible,
      @Means("how many they have themselves") int loans) {

    static Member of(GroupLists.Member member) {
      return new Member(member.card(), member.name(), member.isResponsible(), member.loans());
    }
  }

  /** Who is to be in a class. */
  public record NewMembers(
      @Means("a card of the class") @Size(max = NAME) String card,
      @Means("card numbers, or other identifiers") @Size(min = 1, max = GroupFacts.MAX_MEMBERS) List<@Size(max = NAME) String> patrons,
      @Means("whether they are responsible for the class, and borrow for it")
          @Nullable Boolean responsible) {}

  /** Who is to leave a class. */
  public record FormerMembers(
      @Means("a card of the class") @Size(max = NAME) String card,
      @Means("card numbers, or other identifiers") @Size(min = 1, max = GroupFacts.MAX_MEMBERS) List<@Size(max = NAME) String> patrons) {}

  /** What is to be lent to a class. */
  public record Loan(
      @Means("a card of the class") @Size(max = NAME) String card,
      @Means("the barcodes of items or sets") @Size(min = 1, max = LENT) List<@Size(max = NAME) String> items,
      @Means("the card of the person who borrows for the class") @Size(max = NAME) String by,
      @Means("the code of the branch that lends") @Size(max = NAME) String branch,
      @Means("the highest fee that the class accepts for each item or set; default: none")
          @Nullable Amount acceptFee) {}

  /** What became of each item. */
  public record Lent(List<LentItem> lent, List<NotLent> refused) {}

  /** An item or a set that was lent. */
  public record LentItem(
      @Means("the barcode of an item or a set") String item,
      String title,
      @Means("the day on which it is due; of a set, on which the first of its items is")
          LocalDate due,
      @Means("how many items: those of a set, or one") int items,
      @Means("the items of a set that are not there, which are not lent") List<String> missing,
      @Means("what was charged for it; left out where it costs nothing")
          @JsonInclude(JsonInclude.Include.NON_NULL)
          @Nullable Amount fee) {

    static LentItem of(CheckoutOutcome.Granted granted, LendingPolicy policy, Tenant tenant) {
      return new LentItem(
          granted.item().barcode(),
          granted.item().title(),
          policy.day(granted.due()),
          1,
          List.of(),
          Refusals.amount(granted.fee(), tenant));
    }

    static LentItem of(CheckoutOutcome.SetGranted granted, LendingPolicy policy, Tenant tenant) {
      return new LentItem(
          granted.set(),
          granted.name(),
          policy.day(granted.due()),
          granted.loans().size(),
          granted.missing(),
          Refusals.amount(LendingFee.of(granted), tenant));
    }
  }

  /** An item or a set that was not lent. */
  public record NotLent(
      @Means("the barcode of an item or a set") String item,
      RefusalReason reason,
      Why why,
      @Means("the items of a set that were refused; left out for a single item")
          @JsonInclude(JsonInclude.Include.NON_NULL)
          @Nullable List<NotLentOfSet> items,
      @Means("what has to be accepted or paid first; left out where it is about no fee")
          @JsonInclude(JsonInclude.Include.NON_NULL)
          @Nullable Amount fee) {

    static NotLent of(String item, CheckoutOutcome.Refused refused, Tenant tenant) {
      return new NotLent(
          item,
          refused.reason(),
          Why.of(refused.why()),
          null,
          Refusals.amount(LendingFee.of(refused), tenant));
    }

    static NotLent of(CheckoutOutcome.SetRefused refused, Tenant tenant) {
      return new NotLent(
          refused.set(),
          refused.reason(),
          Why.of(refused.why()),
          refused.refused().stream()
              .map(one -> new NotLentOfSet(one.barcode(), one.reason()))
              .toList(),
          Refusals.amount(LendingFee.of(refused), tenant));
    }
  }

  /** An item that keeps a set from being lent. */
  public record NotLentOfSet(@Means("the barcode") String item, RefusalReason reason) {}

  /** Why nothing was lent. */
  record NothingLent(List<NotLent> refused) {}
}
