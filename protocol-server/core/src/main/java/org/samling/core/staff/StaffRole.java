package org.samling.core.staff;

import static org.samling.core.staff.Permission.ACTS_SEE;
import static org.samling.core.staff.Permission.ADMINISTRATION;
import static org.samling.core.staff.Permission.CATALOGUE_CHANGE;
import static org.samling.core.staff.Permission.CATALOGUE_SEE;
import static org.samling.core.staff.Permission.CIRCULATION_CHANGE;
import static org.samling.core.staff.Permission.CIRCULATION_SEE;
import static org.samling.core.staff.Permission.ILL_CHANGE;
import static org.samling.core.staff.Permission.ILL_SEE;
import static org.samling.core.staff.Permission.IMPORTS;
import static org.samling.core.staff.Permission.LOG_SEE;
import static org.samling.core.staff.Permission.MACHINES_CHANGE;
import static org.samling.core.staff.Permission.MACHINES_SEE;
import static org.samling.core.staff.Permission.MONEY_BACK;
import static org.samling.core.staff.Permission.NODES_SEE;
import static org.samling.core.staff.Permission.NOW_SEE;
import static org.samling.core.staff.Permission.OPERATIONS;
import static org.samling.core.staff.Permission.POLICY_SEE;
import static org.samling.core.staff.Permission.STATISTICS_SEE;
import static org.samling.core.staff.Permission.TRIAL;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The roles of staff, and the only table of their permissions. */
public enum StaffRole {
  /** Runs the server, for all tenants. */
  OPERATOR,
  /** Runs one tenant. */
  ADMINISTRATOR,
  /** Serves patrons of a public library. */
  DESK,
  /** Maintains the catalogue. */
  CATALOGUER,
  /** Handles interlibrary loans. */
  ILL,
  /** Serves the pupils and teachers of a school; never sees the public library's loans. */
  SCHOOL,
  /** Connects machines and other systems. */
  INTEGRATOR,
  /** Reads only. */
  READER;

  /** What it may do. */
  public Set<Permission> permissions() {
    return switch (this) {
      case OPERATOR -> EnumSet.allOf(Permission.class);
      case ADMINISTRATOR -> EnumSet.complementOf(EnumSet.of(NODES_SEE));
      case DESK ->
          EnumSet.of(
              NOW_SEE,
              CATALOGUE_SEE,
              CIRCULATION_SEE,
              CIRCULATION_CHANGE,
              MONEY_BACK,
              POLICY_SEE,
              ILL_SEE,
              STATISTICS_SEE,
              OPERATIONS);
      case CATALOGUER ->
          EnumSet.of(NOW_SEE, CATALOGUE_SEE, CATALOGUE_CHANGE, IMPORTS, STATISTICS_SEE, OPERATIONS);
      case ILL ->
          EnumSet.of(NOW_SEE, CATALOGUE_SEE, ILL_SEE, ILL_CHANGE, STATISTICS_SEE, OPERATIONS);
      case SCHOOL ->
          EnumSet.of(NOW_SEE, CATALOGUE_SEE, CIRCULATION_SEE, CIRCULATION_CHANGE, OPERATIONS);
      case INTEGRATOR ->
          EnumSet.of(
              NOW_SEE, MACHINES_SEE, MACHINES_CHANGE, LOG_SEE, TRIAL, ADMINISTRATION, OPERATIONS);
      case READER ->
          EnumSet.of(
              NOW_SEE,
              MACHINES_SEE,
              ACTS_SEE,
              CATALOGUE_SEE,
              POLICY_SEE,
              STATISTICS_SEE,
              ADMINISTRATION,
              OPERATIONS);
    };
  }

  /** Whether it may do something. */
  public boolean may(Permission permission) {
    return permissions().contains(permission);
  }

  /** Whether it is for all tenants, and not for one. */
  public boolean isOfAllTenants() {
    return this == OPERATOR;
  }

  /** Its name for users, {@code operator}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The role with this name, or empty. */
  public static Optional<StaffRole> of(String text) {
    return Arrays.stream(values()).filter(r -> r.text().equals(text)).findFirst();
  }
}
