package org.samling.core.circulation.outcome;

import java.util.Locale;
import org.samling.core.circulation.reason.RefusalReason;

/**
 * The outcome of placing a hold, as a result code of Fælles Bibliotekssystem (FBS CMS API,
 * reservation result).
 */
public enum ReservationResult {
  /** The hold was placed. */
  SUCCESS,
  /** The patron is blocked, has expired or owes too much. */
  PATRON_IS_BLOCKED,
  /** There is no such patron. */
  PATRON_NOT_FOUND,
  /** The patron already has a hold on it. */
  ALREADY_RESERVED,
  /** The patron has it on loan. */
  ALREADY_LOANED,
  /** The item is not for loan. */
  MATERIAL_NOT_LOANABLE,
  /** The item can't be placed on hold. */
  MATERIAL_NOT_RESERVABLE,
  /** The item is lost. */
  MATERIAL_LOST,
  /** The item was taken out of the collection. */
  MATERIAL_DISCARDED,
  /** There is no such item. */
  MATERIAL_NOT_FOUND,
  /** The item is part of a set. */
  MATERIAL_PART_OF_COLLECTION,
  /** No rule says how it is lent: never returned here, since every category has terms. */
  LOANING_PROFILE_NOT_FOUND,
  /** The title can't be placed on hold. */
  NOT_RESERVABLE,
  /** The title has no items for loan. */
  NO_RESERVABLE_MATERIALS,
  /** The item belongs to another library. */
  INTERLIBRARY_MATERIAL_NOT_RESERVABLE,
  /** A homebound patron has had it before. */
  PREVIOUSLY_LOANED_BY_HOMEBOUND_PATRON,
  /** The patron has as many holds as allowed. */
  EXCEEDS_MAX_RESERVATIONS;

  /** The code as FBS writes it: {@code already_reserved}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The code for the outcome of placing a hold. */
  public static ReservationResult of(HoldOutcome outcome) {
    return outcome instanceof HoldOutcome.Refused refused ? of(refused.reason()) : SUCCESS;
  }

  private static ReservationResult of(RefusalReason reason) {
    return switch (reason) {
      case PATRON_BLOCKED, PATRON_EXPIRED, DEBT_TOO_HIGH, TOO_MANY_OVERDUE -> PATRON_IS_BLOCKED;
      case PATRON_UNKNOWN -> PATRON_NOT_FOUND;
      case ALREADY_HELD -> ALREADY_RESERVED;
      case ALREADY_ON_LOAN -> ALREADY_LOANED;
      case ITEM_NOT_FOR_LOAN -> MATERIAL_NOT_LOANABLE;
      case ITEM_NOT_RESERVABLE -> MATERIAL_NOT_RESERVABLE;
      case ITEM_LOST -> MATERIAL_LOST;
      case ITEM_DISCARDED -> MATERIAL_DISCARDED;
      case ITEM_UNKNOWN, RECORD_UNKNOWN -> MATERIAL_NOT_FOUND;
      case PART_OF_SET -> MATERIAL_PART_OF_COLLECTION;
      case NO_ITEMS_FOR_LOAN -> NO_RESERVABLE_MATERIALS;
      case ITEM_BORROWED -> INTERLIBRARY_MATERIAL_NOT_RESERVABLE;
      case LENT_BEFORE -> PREVIOUSLY_LOANED_BY_HOMEBOUND_PATRON;
      case TOO_MANY_HOLDS -> EXCEEDS_MAX_RESERVATIONS;
      default -> NOT_RESERVABLE; // the title, for another reason: it is ours to say why
    };
  }
}
