package org.samling.core.circulation.facts;

import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.ItemCategory;
import org.samling.core.policy.LendingPolicy;

/**
 * The details of an item that are shown.
 *
 * @param barcode what is printed on it
 * @param author its main author, or null
 * @param category the code of its category
 * @param mediaType its SIP2 media type
 * @param home the code of the branch where it belongs
 * @param location its shelving location within the branch, or null
 * @param callNumber its call number, or null
 * @param properties what a machine noted about it, or null
 * @param enumeration which volume or issue of its title it is, or null
 * @param parts its parts, or null where it is of one piece
 */
public record ItemView(
    String barcode,
    String title,
    @Nullable String author,
    String category,
    String mediaType,
    String home,
    @Nullable String location,
    @Nullable String callNumber,
    @Nullable String properties,
    @Nullable Enumeration enumeration,
    @Nullable Parts parts) {

  private ItemView(
      String barcode,
      String title,
      String category,
      String mediaType,
      String home,
      @Nullable String location,
      @Nullable String callNumber,
      @Nullable Enumeration enumeration) {
    this(
        barcode,
        title,
        null,
        category,
        mediaType,
        home,
        location,
        callNumber,
        null,
        enumeration,
        null);
  }

  /** A set, described by one of its items. */
  public static ItemView ofSet(String barcode, String name, ItemView item) {
    return new ItemView(
        barcode,
        name,
        item.category,
        item.mediaType,
        item.home,
        item.location,
        item.callNumber,
        null);
  }

  /** Its volume or issue in human-readable form, or null. */
  public @Nullable String issue() {
    return enumeration == null ? null : enumeration.text();
  }

  /** An item as it is shown under a tenant's policy. */
  public static ItemView of(ItemFacts item, LendingPolicy policy) {
    return new ItemView(
        item.barcode(),
        item.title(),
        item.author(),
        item.category(),
        category(item, policy).mediaType(),
        item.home(),
        item.location(),
        item.callNumber(),
        item.properties(),
        item.stock().enumeration(),
        item.stock().parts());
  }

  /** The category of an item under a tenant's policy. */
  public static ItemCategory category(ItemFacts item, LendingPolicy policy) {
    var category = policy.itemCategories().get(item.category());
    if (category == null) {
      throw new IllegalStateException("the policy has no item category " + item.category());
    }
    return category;
  }
}
