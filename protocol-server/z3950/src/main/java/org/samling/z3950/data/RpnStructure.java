package org.samling.z3950.data;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** A part of an {@link RpnQuery}: an operand, or two parts and what joins them. */
public sealed interface RpnStructure {

  /** Two parts and what joins them. It prints itself with the operator in front of the parts. */
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
     * All operators and operands, each operator in front of its parts. No two trees have the same
     * list, and to make it needs no stack, of which a record's own methods take a lot.
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

  /** A part that stands for records itself. */
  sealed interface Operand extends RpnStructure {}

  /** Records in which a term is found as attributes say. */
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

  /** What joins two parts. */
  sealed interface Operator {}

  /** Records of both parts. */
  record And() implements Operator {}

  /** Records of either part. */
  record Or() implements Operator {}

  /** Records of the left part that are not in the right one. */
  record AndNot() implements Operator {}

  /**
   * Records in which terms of both parts stand near each other.
   *
   * @param exclusion whether records where they do are left out
   * @param distance how far from each other, in units
   * @param ordered whether the left one has to come first
   * @param relationType how the real distance stands to {@code distance}: 1 less, 2 less or equal,
   *     3 equal, 4 greater or equal, 5 greater, 6 not equal; others may come
   * @param proximityUnitCode what is counted
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
   *     element, 9 subelement, 10 element type, 11 byte; others may come
   */
  record KnownUnit(long unit) implements ProximityUnitCode {}

  /** A unit by agreement. */
  record PrivateUnit(long unit) implements ProximityUnitCode {}
}
