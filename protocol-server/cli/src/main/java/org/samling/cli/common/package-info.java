/**
 * What commands have in common: which library and tenant they work on, and how they show progress
 * and findings.
 */
@NullMarked
package org.samling.cli.common;

import org.jspecify.annotations.NullMarked;
