/**
 * The command line as a client: each operation of the REST API is a subcommand, made from its
 * declaration.
 */
@NullMarked
package org.samling.cli.client;

import org.jspecify.annotations.NullMarked;
