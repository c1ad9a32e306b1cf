/**
 * What is done by the clock. A job submits commands to the tenants' writers as everybody else does,
 * each under a key of its own: run on several nodes, or again after it was broken off, it does
 * nothing twice.
 */
@NullMarked
package org.samling.routes.jobs;

import org.jspecify.annotations.NullMarked;
