package org.samling.operations.agencies;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Agency;
import org.samling.core.organisation.Branch;
import org.samling.core.organisation.ItemCategory;
import org.samling.core.organisation.PatronCategory;
import org.samling.core.organisation.Tenant;
import org.samling.core.policy.LendingPolicy;
import org.samling.operations.Amount;
import org.samling.operations.Means;
import org.samling.operations.Paging;

/** What the operations on tenants, agencies, branches and categories take and return. */
public final class Organisation {

  private static final int NAME = 200;
  private static final int CODE = 100;
  private static final int MOST_DAYS = 3_650;
  private static final int MOST = 1_000;

  private Organisation() {}

  /** Which agency. */
  public record WhichAgency(@Means("its library number, its ISIL or its own code") String number) {}

  /** An agency as it is to be. */
  public record NewAgency(
      @Means("its library number, its ISIL or a code of its own")
          @Pattern(regexp = "^" + Agency.CODE + "$") String number,
      Agency.Kind kind,
      @Means("its ISIL, such as DK-779700; its code where it has none") @Size(max = CODE) String isil,
      @Means(
              "of a school, the number under which its records are catalogued; six digits that begin with 3")
          @Pattern(regexp = "3[0-9]{5}") @Nullable String cataloguingNumber,
      @Size(max = NAME) String name) {}

  /**
   * An agency.
   *
   * @param branches its branches, by their codes
   */
  public record WholeAgency(
      @Means("its library number, its ISIL or its own code") String number,
      Agency.Kind kind,
      String isil,
      @Nullable String cataloguingNumber,
      String name,
      List<ListedBranch> branches) {

    static WholeAgency of(Agency agency, LendingPolicy policy) {
      return new WholeAgency(
          agency.number(),
          agency.kind(),
          agency.isil(),
          agency.cataloguingNumber(),
          agency.name(),
          Organisation.branches(agency, policy));
    }
  }

  /** The branches of an agency, by their codes. */
  static List<ListedBranch> branches(Agency agency, LendingPolicy policy) {
    return policy.branches().values().stream()
        .filter(branch -> branch.agency().equals(agency.number()))
        .sorted(Comparator.comparing(Branch::code))
        .map(branch -> new ListedBranch(branch.code(), branch.name()))
        .toList();
  }

  /** A branch of an agency. */
  public record ListedBranch(@Means("its code") String branch, String name) {}

  /** Which branch. */
  public record WhichBranch(@Means("its code") String branch) {}

  /** A branch as it is to be. */
  public record NewBranch(
      @Means("its code, its ISIL where it has one") @Size(max = CODE) String branch,
      @Size(max = NAME) String name,
      @Means("the number of its agency, from which it inherits settings") String agency,
      @Means("the numbers of further agencies that share it; default: none") @Size(max = CODE) @Nullable List<@Size(max = CODE) String> jointAgencies) {}

  /** A branch. */
  public record WholeBranch(
      @Means("its code") String branch,
      String name,
      @Means("the number of its agency") String agency,
      @Means("the numbers of further agencies that share it") List<String> jointAgencies) {

    static WholeBranch of(Branch branch) {
      return new WholeBranch(
          branch.code(),
          branch.name(),
          branch.agency(),
          branch.jointAgencies().stream().sorted().toList());
    }
  }

  /**
   * A page of branches.
   *
   * @param branches the branches, by their codes
   * @param next what the next page comes after
   */
  public record Branches(List<WholeBranch> branches, @Means(Paging.NEXT) @Nullable String next) {}

  /** Which category. */
  public record WhichCategory(@Means("its code") String category) {}

  /** A category of items that are lent on the same terms, where no policy rule says otherwise. */
  public record ItemTerms(
      @Means("its code") @Size(max = CODE) String category,
      @Size(max = NAME) String name,
      @Means("the media type of SIP2, three digits: 001 is a book") @Pattern(regexp = "[0-9]{3}") String mediaType,
      @Means("whether its items are lent at all") boolean forLoan,
      @Means("how long a loan lasts") @Min(0) @Max(MOST_DAYS) int loanDays,
      @Means("how often a loan can be renewed") @Min(0) @Max(MOST) int renewals) {

    static ItemTerms of(ItemCategory category) {
      return new ItemTerms(
          category.code(),
          category.name(),
          category.mediaType(),
          category.forLoan(),
          category.loanDays(),
          category.renewals());
    }
  }

  /**
   * A page of item categories.
   *
   * @param categories the categories, by their codes
   * @param next what the next page comes after
   */
  public record ItemCategories(
      List<ItemTerms> categories, @Means(Paging.NEXT) @Nullable String next) {}

  /** A category of patrons who have the same rights, where no policy rule says otherwise. */
  public record PatronTerms(
      @Means("its code") @Size(max = CODE) String category,
      @Size(max = NAME) String name,
      @Means("how many loans a patron can have at once") @Min(0) int maxLoans,
      @Means("how many holds a patron can have at once") @Min(0) int maxHolds,
      @Means("the debt above which nothing is lent") Amount maxDebt) {

    static PatronTerms of(PatronCategory category, Tenant tenant) {
      return new PatronTerms(
          category.code(),
          category.name(),
          category.maxLoans(),
          category.maxHolds(),
          Amount.of(category.maxDebt(), tenant));
    }
  }

  /**
   * A page of patron categories.
   *
   * @param categories the categories, by their codes
   * @param next what the next page comes after
   */
  public record PatronCategories(
      List<PatronTerms> categories, @Means(Paging.NEXT) @Nullable String next) {}

  /** Which tenant. */
  public record WhichTenant(@Means("its code") String tenant) {}

  /** A tenant. */
  public record TenantTerms(
      @Means("its code in commands and addresses: a to z, 0 to 9 and hyphens")
          @Pattern(regexp = "[a-z0-9-]{1,40}") String tenant,
      @Means("the name for people") @Size(max = NAME) String name,
      @Means("such as Europe/Copenhagen") @Size(max = CODE) String timeZone,
      @Means("the code of the currency (ISO 4217)") @Pattern(regexp = "[A-Z]{3}") String currency,
      @Means(
              "whether its catalogue may be searched without an account, and is part of the union catalogue")
          boolean openCatalogue) {

    static TenantTerms of(Tenant tenant) {
      return new TenantTerms(
          tenant.code(),
          tenant.name(),
          tenant.zone().getId(),
          tenant.currency().getCurrencyCode(),
          tenant.openCatalogue());
    }
  }

  /**
   * A page of tenants.
   *
   * @param tenants the tenants, by their codes
   * @param next what the next page comes after
   */
  public record TenantList(List<TenantTerms> tenants, @Means(Paging.NEXT) @Nullable String next) {}
}
