package org.samling.core.organisation;

/**
 * A place where people borrow and return.
 *
 * @param code the branch's code, its ISIL where it has one
 * @param agency the number of the agency it belongs to
 * @param name the name for people
 * @param calendar when it is open
 */
public record Branch(String code, String agency, String name, BranchCalendar calendar) {}
