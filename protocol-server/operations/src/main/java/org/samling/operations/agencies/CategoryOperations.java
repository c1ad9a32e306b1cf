package org.samling.operations.agencies;

import java.util.Comparator;
import java.util.List;
import org.samling.core.circulation.Inquiries;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.organisation.ItemCategory;
import org.samling.core.organisation.LibraryRegister;
import org.samling.core.organisation.PatronCategory;
import org.samling.operations.Family;
import org.samling.operations.Nothing;
import org.samling.operations.Operation;
import org.samling.operations.Problem;
import org.samling.operations.Request;
import org.samling.operations.Texts;
import org.samling.operations.agencies.Organisation.ItemCategories;
import org.samling.operations.agencies.Organisation.ItemTerms;
import org.samling.operations.agencies.Organisation.PatronCategories;
import org.samling.operations.agencies.Organisation.PatronTerms;
import org.samling.operations.agencies.Organisation.WhichCategory;

/**
 * The categories of items and of patrons, with the terms that hold where no rule says otherwise.
 */
public final class CategoryOperations {

  /** The operations on item categories. */
  public static final Family<CategoryOperations> OF_ITEMS =
      new Family<>(
          "item-categories",
          "item-category",
          "Categories of items, and the terms on which they are lent where no rule says otherwise",
          List.of(
              Operation.get(
                      "list-item-categories",
                      "/item-categories",
                      Scope.CONFIGURATION_READ,
                      "Lists the item categories")
                  .paged()
                  .of(Nothing.class, ItemCategories.class, CategoryOperations::listItems),
              Operation.get(
                      "show-item-category",
                      "/item-categories/:category",
                      Scope.CONFIGURATION_READ,
                      "Shows an item category")
                  .of(WhichCategory.class, ItemTerms.class, CategoryOperations::showItems),
              Operation.post(
                      "put-item-category",
                      "/item-categories/:category",
                      Scope.CONFIGURATION_CHANGE,
                      "Creates an item category, or changes it")
                  .of(ItemTerms.class, ItemTerms.class, CategoryOperations::putItems)));

  /** The operations on patron categories. */
  public static final Family<CategoryOperations> OF_PATRONS =
      new Family<>(
          "patron-categories",
          "patron-category",
          "Categories of patrons, and their rights where no rule says otherwise",
          List.of(
              Operation.get(
                      "list-patron-categories",
                      "/patron-categories",
                      Scope.CONFIGURATION_READ,
                      "Lists the patron categories")
                  .paged()
                  .of(Nothing.class, PatronCategories.class, CategoryOperations::listPatrons),
              Operation.get(
                      "show-patron-category",
                      "/patron-categories/:category",
                      Scope.CONFIGURATION_READ,
                      "Shows a patron category")
                  .of(WhichCategory.class, PatronTerms.class, CategoryOperations::showPatrons),
              Operation.post(
                      "put-patron-category",
                      "/patron-categories/:category",
                      Scope.CONFIGURATION_CHANGE,
                      "Creates a patron category, or changes it")
                  .of(PatronTerms.class, PatronTerms.class, CategoryOperations::putPatrons)));

  private final Inquiries inquiries;
  private final LibraryRegister register;

  /** Operations on a store. */
  public CategoryOperations(Inquiries inquiries, LibraryRegister register) {
    this.inquiries = inquiries;
    this.register = register;
  }

  private ItemCategories listItems(Request<Nothing> request) {
    var categories =
        inquiries.policy(request.tenantId()).itemCategories().values().stream()
            .sorted(Comparator.comparing(ItemCategory::code))
            .toList();
    var page = request.paging().within(categories, ItemCategory::code).map(ItemTerms::of);
    return new ItemCategories(page.entries(), page.next());
  }

  private ItemTerms showItems(Request<WhichCategory> request) {
    var code = request.input().category();
    var category = inquiries.policy(request.tenantId()).itemCategories().get(code);
    if (category == null) {
      throw Problem.unknown("There is no item category \"%s\".".formatted(code));
    }
    return ItemTerms.of(category);
  }

  private ItemTerms putItems(Request<ItemTerms> request) {
    var wanted = request.input();
    var category =
        new ItemCategory(
            Texts.needed("category", wanted.category()),
            Texts.needed("name", wanted.name()),
            wanted.mediaType(),
            wanted.forLoan(),
            wanted.loanDays(),
            wanted.renewals());
    register.putItemCategories(request.tenantId(), List.of(category));
    return ItemTerms.of(category);
  }

  private PatronCategories listPatrons(Request<Nothing> request) {
    var categories =
        inquiries.policy(request.tenantId()).patronCategories().values().stream()
            .sorted(Comparator.comparing(PatronCategory::code))
            .toList();
    var page =
        request
            .paging()
            .within(categories, PatronCategory::code)
            .map(category -> PatronTerms.of(category, request.tenant()));
    return new PatronCategories(page.entries(), page.next());
  }

  private PatronTerms showPatrons(Request<WhichCategory> request) {
    var code = request.input().category();
    var category = inquiries.policy(request.tenantId()).patronCategories().get(code);
    if (category == null) {
      throw Problem.unknown("There is no patron category \"%s\".".formatted(code));
    }
    return PatronTerms.of(category, request.tenant());
  }

  private PatronTerms putPatrons(Request<PatronTerms> request) {
    var wanted = request.input();
    var category =
        new PatronCategory(
            Texts.needed("category", wanted.category()),
            Texts.needed("name", wanted.name()),
            wanted.maxLoans(),
            wanted.maxHolds(),
            wanted.maxDebt().minor(request.tenant()));
    if (category.maxDebt() < 0) {
      throw Problem.invalid("\"max-debt\" must be 0 or more.");
    }
    register.putPatronCategories(request.tenantId(), List.of(category));
    return PatronTerms.of(category, request.tenant());
  }
}
