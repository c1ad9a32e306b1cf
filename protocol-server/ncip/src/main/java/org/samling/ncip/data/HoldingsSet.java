package org.samling.ncip.data;

import java.util.List;

/** Items that belong together. */
public record HoldingsSet(List<ItemInformation> itemInformation) {
  public HoldingsSet {
    itemInformation = List.copyOf(itemInformation);
  }
}
