package org.samling.z3950;

import org.samling.z3950.ber.Numbered;

/** An option that an Init proposes or accepts (Options). */
public enum InitOption implements Numbered {
  SEARCH(0, "search"),
  PRESENT(1, "present"),
  DEL_SET(2, "delSet"),
  RESOURCE_REPORT(3, "resourceReport"),
  TRIGGER_RESOURCE_CTRL(4, "triggerResourceCtrl"),
  RESOURCE_CTRL(5, "resourceCtrl"),
  ACCESS_CTRL(6, "accessCtrl"),
  SCAN(7, "scan"),
  SORT(8, "sort"),
  EXTENDED_SERVICES(10, "extendedServices"),
  LEVEL_1_SEGMENTATION(11, "level-1Segmentation"),
  LEVEL_2_SEGMENTATION(12, "level-2Segmentation"),
  CONCURRENT_OPERATIONS(13, "concurrentOperations"),
  NAMED_RESULT_SETS(14, "namedResultSets"),
  ENCAPSULATION(15, "encapsulation"),
  RESULT_COUNT(16, "resultCount"),
  NEGOTIATION_MODEL(17, "negotiationModel"),
  DUPLICATE_DETECTION(18, "duplicateDetection"),
  QUERY_TYPE_104(19, "queryType104"),
  PQES_CORRECTION(20, "pQESCorrection"),
  STRING_SCHEMA(21, "stringSchema");

  private final int number;
  private final String title;

  InitOption(int number, String title) {
    this.number = number;
    this.title = title;
  }

  @Override
  public int number() {
    return number;
  }

  /** The name in the standard's ASN.1. */
  @Override
  public String toString() {
    return title;
  }
}
