package org.samling.server.bench;

/**
 * A server that is searched.
 *
 * @param name its name in the table
 * @param port its port for Z39.50, on this machine
 * @param database the database that holds the records
 * @param processes all of its processes
 */
record SearchTarget(String name, int port, String database, ProcessTrees processes) {}
