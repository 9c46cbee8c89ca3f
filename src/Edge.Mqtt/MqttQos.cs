namespace Edge.Mqtt;

/// <summary>Delivery between client and broker.</summary>
public enum MqttQos
{
    AtMostOnce = 0,
    AtLeastOnce = 1,
}
