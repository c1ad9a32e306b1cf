package org.samling.core.patron;

/**
 * Who registers or merges patrons, as the audit names them.
 *
 * @param name the name of an account or a member of staff
 * @param branch the code of the branch where it is done
 */
public record Actor(String name, String branch) {}
