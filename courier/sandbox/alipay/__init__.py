"""An Alipay of our own, for the demo and for tests. No real money moves."""
