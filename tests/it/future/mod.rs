mod yield_now;
