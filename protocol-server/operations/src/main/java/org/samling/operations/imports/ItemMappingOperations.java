package org.samling.operations.imports;

import java.util.List;
import org.samling.core.imports.ItemMappings;
import org.samling.core.imports.ItemRules;
import org.samling.core.imports.NamedItemMapping;
import org.samling.core.organisation.Account.Scope;
import org.samling.operations.Family;
import org.samling.operations.Nothing;
import org.samling.operations.Operation;
import org.samling.operations.Problem;
import org.samling.operations.Request;
import org.samling.operations.imports.ItemMappingForms.All;
import org.samling.operations.imports.ItemMappingForms.Listed;
import org.samling.operations.imports.ItemMappingForms.Listing;
import org.samling.operations.imports.ItemMappingForms.NewMapping;
import org.samling.operations.imports.ItemMappingForms.ShownMapping;
import org.samling.operations.imports.ItemMappingForms.WhichMapping;

/** Item mappings that a tenant keeps for its imports. */
public final class ItemMappingOperations {

  private static final String MAPPING = "/item-mappings/:mapping";

  /** The operations. */
  public static final Family<ItemMappingOperations> FAMILY =
      new Family<>(
          "item-mappings",
          "item-mapping",
          "What the codes in records' item fields stand for, for imports",
          List.of(
              Operation.get(
                      "list-item-mappings",
                      "/item-mappings",
                      Scope.CATALOGUE_IMPORT,
                      "Lists the item mappings")
                  .paged()
                  .of(All.class, Listed.class, ItemMappingOperations::list),
              Operation.get(
                      "show-item-mapping", MAPPING, Scope.CATALOGUE_IMPORT, "Shows an item mapping")
                  .of(WhichMapping.class, ShownMapping.class, ItemMappingOperations::show),
              Operation.post(
                      "put-item-mapping",
                      MAPPING,
                      Scope.CATALOGUE_IMPORT,
                      "Keeps an item mapping, in place of one with its name")
                  .takingLongBody()
                  .of(NewMapping.class, ShownMapping.class, ItemMappingOperations::put),
              Operation.delete(
                      "remove-item-mapping",
                      MAPPING,
                      Scope.CATALOGUE_IMPORT,
                      "Removes an item mapping; imports begun with it are not affected")
                  .of(WhichMapping.class, Nothing.class, ItemMappingOperations::remove)));

  private final ItemMappings mappings;

  /** Operations on a store. */
  public ItemMappingOperations(ItemMappings mappings) {
    this.mappings = mappings;
  }

  private Listed list(Request<All> request) {
    var page =
        request
            .paging()
            .within(mappings.all(request.tenantId()), NamedItemMapping::name)
            .map(named -> new Listing(named.name(), named.preset()));
    return new Listed(page.entries(), page.next());
  }

  private ShownMapping show(Request<WhichMapping> request) {
    return ShownMapping.of(find(mappings, request, request.input().mapping()));
  }

  private ShownMapping put(Request<NewMapping> request) {
    var wanted = request.input();
    if (ItemRules.preset(wanted.items()).isEmpty()) {
      throw Problem.invalid("\"items\" must be marc852, koha952 or danmarc096.");
    }
    var named =
        new NamedItemMapping(wanted.mapping(), wanted.items(), wanted.differences().mapping());
    if (!mappings.put(request.tenantId(), named)) {
      throw Problem.refused(
          "There are %d item mappings already: remove one.".formatted(ItemMappings.MOST));
    }
    return ShownMapping.of(named);
  }

  private Nothing remove(Request<WhichMapping> request) {
    var name = request.input().mapping();
    if (!mappings.remove(request.tenantId(), name)) {
      throw unknown(request, name);
    }
    return Nothing.NOTHING;
  }

  /**
   * A mapping of the tenant that asks.
   *
   * @throws Problem where there is none
   */
  static NamedItemMapping find(ItemMappings mappings, Request<?> request, String name) {
    return mappings.find(request.tenantId(), name).orElseThrow(() -> unknown(request, name));
  }

  private static Problem unknown(Request<?> request, String name) {
    return Problem.unknown(
        "%s has no item mapping \"%s\".".formatted(request.tenant().code(), name));
  }
}
