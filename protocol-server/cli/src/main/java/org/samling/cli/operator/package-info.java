/**
 * The system operator's commands: set-up, test data, backup, checks, secrets, migration from
 * another system.
 */
@NullMarked
package org.samling.cli.operator;

import org.jspecify.annotations.NullMarked;
