package org.samling.z3950.data;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** A part of an {@link RpnQuery}: an operand, or two parts joined by an operator. */
public sealed interface RpnStructure {

  /** Two parts joined by an operator. It prints in prefix order. */
  record Operation(RpnStructure left, RpnStructure right, Operator operator)
      implements RpnStructure {

    @Override
    public boolean equals(Object other) {
      return other instanceof Operation operation && prefixed().equals(operation.prefixed());
    }

    @Override
    public int hashCode() {
      return prefixed().hashCode();
    }

    @Override
    public String toString() {
      return prefixed().toString();
    }

    /**
     * All operators and operands in prefix order. Different trees have different lists, and
     * building the list uses no stack, unlike a record's own methods, which use a lot.
     */
    private List<Record> prefixed() {
      var list = new ArrayList<Record>();
      var rest = new ArrayDeque<RpnStructure>();
      rest.push(this);
      while (!rest.isEmpty()) {
        switch (rest.pop()) {
          case Operation(RpnStructure left, RpnStructure right, Operator operator) -> {
            list.add((Record) operator);
            rest.push(right);
            rest.push(left);
          }
          case Operand operand -> list.add((Record) operand);
        }
      }
      return list;
    }
  }

  /** An operand, which denotes records. */
  sealed interface Operand extends RpnStructure {}

  /** Records in which a term is found, as the attributes specify. */
  record AttributesPlusTerm(List<AttributeElement> attributes, Term term) implements Operand {
    public AttributesPlusTerm {
      attributes = List.copyOf(attributes);
    }
  }

  /** The records of an earlier result set. */
  record ResultSetOperand(String resultSetId) implements Operand {}

  /** The records of an earlier result set, restricted by attributes. */
  record ResultSetPlusAttributes(String resultSetId, List<AttributeElement> attributes)
      implements Operand {
    public ResultSetPlusAttributes {
      attributes = List.copyOf(attributes);
    }
  }

  /** The operator that joins two parts. */
  sealed interface Operator {}

  /** Records in both parts. */
  record And() implements Operator {}

  /** Records in either part. */
  record Or() implements Operator {}

  /** Records in the left part but not in the right one. */
  record AndNot() implements Operator {}

  /**
   * Records in which terms of both parts are near each other.
   *
   * @param exclusion whether such records are excluded instead
   * @param distance the distance between them, in units
   * @param ordered whether the left one must come first
   * @param relationType the relation of the actual distance to {@code distance}: 1 less, 2 less or
   *     equal, 3 equal, 4 greater or equal, 5 greater, 6 not equal; other values may be received
   * @param proximityUnitCode the unit of distance
   */
  record Prox(
      boolean exclusion,
      long distance,
      boolean ordered,
      long relationType,
      ProximityUnitCode proximityUnitCode)
      implements Operator {}

  /** A unit of distance. */
  sealed interface ProximityUnitCode {}

  /**
   * A unit of the standard.
   *
   * @param unit 1 character, 2 word, 3 sentence, 4 paragraph, 5 section, 6 chapter, 7 document, 8
   *     element, 9 subelement, 10 element type, 11 byte; other values may be received
   */
  record KnownUnit(long unit) implements ProximityUnitCode {}

  /** A private unit, by agreement. */
  record PrivateUnit(long unit) implements ProximityUnitCode {}
}
